package org.peftboard.evaluator.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * AdaLoRA: LoRA as triplets B (E ⊙ A), like a singular value decomposition, whose least important triplets are set to zero while it trains.
 *
 * <p>y = W x + alpha / (r₀ + 10⁻⁵) · B (E ⊙ A) x, A (r₀, in), E (r₀, 1), B (out, r₀). A and B start normal with deviation 0.02, E at zero. The loss gets
 * w · mean(‖A Aᵀ − I‖ + ‖Bᵀ B − I‖ over all of them). Trainable parameters: r₀ · (in + out + 1) for each layer. Merges.
 *
 * <p>Budget: all r₀ triplets up to step {@code tInit}; then down with the cube of the time left to r₁ a layer on the average; from {@code tFinal} steps before
 * the end it stays. Every {@code interval} steps between, and in every step from there on, the triplets with the least importance are zeroed; a run too short
 * for any step between prunes nothing. Importance of a number is its smoothed |weight · gradient| times the smoothed deviation from that, of a triplet that
 * of E plus the means over its row of A and its column of B.
 *
 * <p>Source: Zhang et al., <a href="https://arxiv.org/abs/2303.10512">arXiv:2303.10512</a>; scaling, schedule and thresholds as in Hugging Face PEFT.
 */
final class AdaLora implements PeftMethod {

	private static final double RANK_OFFSET = 1e-5;

	@Override
	public MethodCard card() {
		return new MethodCard("adalora", "AdaLoRA", "reparametrised",
				"LoRA that starts with a high rank everywhere and gives ranks away where they matter least, while it trains.",
				"y = W x + alpha / r₀ · B (E ⊙ A) x, E pruned to a budget", "Zhang et al., 2023, Adaptive Budget Allocation for Parameter-Efficient Fine-Tuning",
				"https://arxiv.org/abs/2303.10512",
				List.of(CommonParameters.whole("initialRank", "Initial rank", 1, 512, 12, "Rank r₀ that every layer starts with."),
						CommonParameters.whole("targetRank", "Target rank", 1, 512, 8, "Rank r₁ that a layer ends with on the average."),
						CommonParameters.number("alpha", "Alpha", 1e-3, 4096, 32, "The update is scaled by alpha ÷ initial rank."),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE),
						CommonParameters.whole("tInit", "Steps before", 0, 1_000_000, 50, "Steps before the budget shrinks."),
						CommonParameters.whole("tFinal", "Steps after", 0, 1_000_000, 100, "Steps at the end with the final budget."),
						CommonParameters.whole("interval", "Interval", 1, 100_000, 10, "Steps between two prunings."),
						CommonParameters.number("orthogonality", "Orthogonality", 0, 10, 0.5, "Weight w of the term that keeps A and B orthogonal."),
						CommonParameters.learningRate(5e-3)),
				true, "ADALORA", true,
				List.of(new Preset(CommonParameters.HF_COMPARISON, Map.of("learningRate", 1e-4), "adalora/rank32; its other settings are not in our source.")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		Set<Site.Kind> kinds = OnLinears.kinds(settings);
		return (blueprint, parameters) -> new Budgeted(kinds, settings, parameters);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		double rank = settings.whole("initialRank");
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> AddedWork.Cost.each(rank * (in + out + 1)));
	}

	/** A triplet of matrices with what is known of its importance. */
	private record Triplet(Parameter a, Parameter e, Parameter b) {

		static Triplet of(String path, Dense base, Parameters parameters, int rank) {
			return new Triplet(parameters.prunable(0, parameters.normal(path + ".lora_A", new Shape(rank, base.in()), 0.02)),
					parameters.prunable(0, parameters.zeros(path + ".lora_E", new Shape(rank, 1))),
					parameters.prunable(1, parameters.normal(path + ".lora_B", new Shape(base.out(), rank), 0.02)));
		}

		List<Parameter> all() {
			return List.of(a, e, b);
		}

	}

	private static final class Budgeted implements Hooks {

		private static final double BETA = 0.85;

		private final Set<Site.Kind> kinds;

		private final Settings settings;

		private final Parameters parameters;

		private final List<Triplet> triplets = new ArrayList<>();

		private @Nullable Importance importance;

		Budgeted(Set<Site.Kind> kinds, Settings settings, Parameters parameters) {
			this.kinds = kinds;
			this.settings = settings;
			this.parameters = parameters;
		}

		@Override
		public Linear linear(Site site, Dense base) {
			if (!kinds.contains(site.kind())) {
				return base;
			}
			int rank = settings.whole("initialRank");
			Triplet triplet = Triplet.of(site.path(), base, parameters, rank);
			triplets.add(triplet);
			Update layer = new Update(base, triplet, settings.number("alpha") / (rank + RANK_OFFSET), parameters);
			parameters.merge(base.weight().name(), layer::merged);
			return layer;
		}

		@Override
		public @Nullable NDArray penalty(Pass pass) {
			if (settings.number("orthogonality") == 0) {
				return null;
			}
			NDArray sum = null;
			for (Triplet triplet : triplets) {
				NDArray one = pass.call("orthogonality", triplet.a().array(), triplet.b().array());
				sum = sum == null ? one : pass.call("add", sum, one);
			}
			return pass.call("scaled", sum, pass.ops().constant(settings.number("orthogonality") / (2.0 * triplets.size())));
		}

		@Override
		public void stepped(int step, int steps, Map<String, NDArray> gradients) {
			Budget budget = new Budget(settings, steps, triplets.size());
			if (importance == null) {
				importance = new Importance(parameters);
			}
			if (step < budget.end()) {
				triplets.forEach(triplet -> triplet.all().forEach(parameter -> importance.see(parameter, gradients.get(parameter.name()), BETA)));
			}
			if (budget.prunes(step)) {
				importance.prune(triplets, budget.at(step));
			}
		}

	}

	/** How many triplets are left after a step. */
	private record Budget(Settings settings, int steps, int layers) {

		private int first() {
			return settings.whole("initialRank") * layers;
		}

		private int last() {
			return Math.min(settings.whole("targetRank"), settings.whole("initialRank")) * layers;
		}

		/** The step from which the final budget holds. */
		int end() {
			return steps - settings.whole("tFinal");
		}

		boolean prunes(int step) {
			boolean shrinks = end() > Math.max(1, settings.whole("tInit"));
			return shrinks && step > settings.whole("tInit") && (step >= end() || step % settings.whole("interval") == 0);
		}

		int at(int step) {
			if (step >= end()) {
				return last();
			}
			double left = 1 - (double) (step - settings.whole("tInit")) / (end() - settings.whole("tInit"));
			return (int) ((first() - last()) * left * left * left + last());
		}

	}

	/** Smoothed sensitivity and uncertainty of every number. */
	private static final class Importance {

		private final Ops ops;

		private final NDManager manager;

		private final Map<String, NDArray> sensitivity = new HashMap<>();

		private final Map<String, NDArray> uncertainty = new HashMap<>();

		Importance(Parameters parameters) {
			this.ops = parameters.ops();
			this.manager = parameters.newManager();
		}

		void see(Parameter parameter, NDArray gradient, double beta) {
			NDArray average = sensitivity.computeIfAbsent(parameter.name(), name -> manager.zeros(parameter.shape()));
			NDArray deviation = uncertainty.computeIfAbsent(parameter.name(), name -> manager.zeros(parameter.shape()));
			ops.update("importance", gradient, parameter.array(), average, deviation, ops.constant(beta), ops.constant(beta)).close();
		}

		/** Zeroes all triplets but the {@code budget} most important ones; ties at the border fall together. */
		void prune(List<Triplet> triplets, int budget) {
			List<double[]> scores = triplets.stream().map(this::scores).toList();
			double[] sorted = scores.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
			int dropped = sorted.length - budget;
			if (dropped < 1) {
				return;
			}
			double threshold = sorted[dropped - 1];
			for (int index = 0; index < triplets.size(); index++) {
				zero(triplets.get(index).e(), scores.get(index), threshold);
			}
		}

		private void zero(Parameter e, double[] scores, double threshold) {
			float[] values = e.array().toFloatArray();
			for (int rank = 0; rank < values.length; rank++) {
				values[rank] = scores[rank] <= threshold ? 0 : values[rank];
			}
			try (NDManager scratch = ops.newManager()) {
				ops.update("assign", e.array(), scratch.create(values, e.shape())).close();
			}
		}

		private double[] scores(Triplet triplet) {
			float[] a = score(triplet.a());
			float[] e = score(triplet.e());
			float[] b = score(triplet.b());
			int rank = e.length;
			double[] scores = new double[rank];
			for (int index = 0; index < rank; index++) {
				scores[index] = e[index] + mean(a, index * (a.length / rank), 1, a.length / rank) + mean(b, index, rank, b.length / rank);
			}
			return scores;
		}

		private static double mean(float[] values, int from, int stride, int count) {
			double sum = 0;
			for (int index = 0; index < count; index++) {
				sum += values[from + index * stride];
			}
			return sum / count;
		}

		private float[] score(Parameter parameter) {
			float[] average = sensitivity.get(parameter.name()).toFloatArray();
			float[] deviation = uncertainty.get(parameter.name()).toFloatArray();
			for (int index = 0; index < average.length; index++) {
				average[index] *= deviation[index];
			}
			return average;
		}

	}

	private record Update(Dense base, Triplet triplet, double scaling, Parameters parameters) implements Linear {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			Ops ops = pass.ops();
			NDArray update = ops.call("triplet", x, triplet.a().array(), triplet.e().array(), triplet.b().array(), ops.constant(scaling));
			return ops.call("add", base.forward(x, pass), update);
		}

		private NDArray merged() {
			Ops ops = parameters.ops();
			return ops.update("triplet_merge", base.weight().array(), triplet.a().array(), triplet.e().array(), triplet.b().array(),
					ops.constant(scaling));
		}

	}

}
