package org.peftboard.evaluator.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result.LatencyReport;
import org.peftboard.evaluator.contract.Result.PeakMemory;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.measure.LatencyMeter;
import org.peftboard.evaluator.measure.MachineSpeed;
import org.peftboard.evaluator.measure.PeakMemoryMeter;
import org.peftboard.evaluator.measure.Statistics;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Products;
import org.peftboard.evaluator.run.Estimate.Load;
import tools.jackson.databind.JsonNode;

/** A configuration on a shape without its weights: estimated, and measured with random weights where that is asked for. */
public final class Profiling {

	private static final double DEVIATION = 0.02;

	private static final int TIMED_STEPS = 7;

	private static final int NEW_TOKENS = 16;

	/** tokens continued while memory is measured */
	private static final int READ_ON = 2;

	/** operations of a layer beside its linear ones: two norms, activation, attention, residuals */
	private static final int OTHER_CALLS = 6;

	/** gradient written and added, its norm, clipping, and AdamW, which reads four and writes three */
	private static final int TIMES_OF_WEIGHTS = 12;

	/** written, read forward and backward, and what is neither kept nor a product */
	private static final int TIMES_OF_ACTIVATIONS = 6;

	private static final double MILLIS = 1e3;

	private static final LatencyMeter.Settings LATENCY = new LatencyMeter.Settings(NEW_TOKENS, 1, 4, 2, 0.02, 0.2, 10_000_000_000L);

	private Profiling() {
	}

	/**
	 * A configuration, estimated and measured.
	 *
	 * @param speed        of this machine; absent where nothing was measured on it
	 * @param expected     times from that speed: absent with it
	 * @param measured     absent where it was not asked for
	 * @param relativeErrors estimate ÷ measurement − 1, by name; empty where nothing was measured
	 */
	public record Profile(String model, MethodSetting method, Load load, Estimate estimate, @Nullable MachineSpeed speed, @Nullable Times expected,
			@Nullable Measurement measured, Map<String, Double> relativeErrors) {
	}

	/**
	 * Times.
	 *
	 * @param tokenMillis of one generated token at batch size 1, not merged
	 * @param stepMillis  of one training step; absent where nothing is trained
	 */
	public record Times(double tokenMillis, @Nullable Double stepMillis) {
	}

	/**
	 * What random weights of this shape took.
	 *
	 * @param latency beside the base model's in the same process, and merged where the method can be; absent where the base model itself was measured
	 */
	public record Measurement(long trainableParameters, @Nullable PeakMemory training, @Nullable PeakMemory inference, Times times, @Nullable LatencyReport latency) {
	}

	/**
	 * Profiles.
	 *
	 * @param name   what the shape is called
	 * @param given  method with settings; what is left out has its default
	 * @param device {@code cpu} or {@code cuda:N}, to measure on
	 * @param timed  whether this machine's speed is measured, which takes the engine
	 * @param really whether a model with random weights is trained and decoded there
	 * @throws Problem.Refused where a name or a value is wrong, or the shape's architecture can only be counted
	 */
	public static Profile of(String name, JsonNode config, MethodSetting given, Load load, String device, boolean timed, boolean really) {
		MethodSetting setting = SettingsCheck.complete(Methods.REGISTRY.get(given.id()).card(), given);
		if (!timed && !really) {
			return new Profile(name, setting, load, Estimate.of(config, setting, load), null, null, null, Map.of());
		}
		try (Ops ops = Ops.on(device, load.precision())) {
			Load here = load.with(ops.products());
			Estimate estimate = Estimate.of(config, setting, here);
			MachineSpeed speed = MachineSpeed.of(ops);
			Times expected = times(config, estimate, here, speed);
			Measurement measured = really ? new Measuring(ops, device, config, setting, here).measure() : null;
			return new Profile(name, setting, here, estimate, speed, expected, measured, errors(estimate, expected, measured));
		}
	}

	/**
	 * Decoding waits for memory or for arithmetic, and for every call. A training step is arithmetic, forward, and backward for inputs, and for weights where they train; and memory: what stays of a weight's
	 * update and of an activation is read and written again and again.
	 */
	private static Times times(JsonNode config, Estimate estimate, Load load, MachineSpeed speed) {
		Blueprint blueprint = Architectures.blueprint(config);
		double calls = blueprint.linears().size() + (double) OTHER_CALLS * blueprint.layers().values().stream().mapToInt(Integer::intValue).sum();
		double flops = estimate.arithmetic().baseFlopsPerToken() + estimate.arithmetic().addedFlopsPerToken();
		double token = Math.max(estimate.inference().weightsBytes() / speed.bytesPerSecond(), flops / speed.flopsPerSecond()) + calls * speed.secondsPerCall();
		long trainable = estimate.parameters().trainableParameters();
		if (trainable == 0) {
			return new Times(MILLIS * token, null);
		}
		double passes = 2 + passesForWeights(load) * Math.min(1, (double) trainable / estimate.parameters().baseParameters());
		double perToken = (estimate.arithmetic().baseFlops512() + estimate.arithmetic().addedFlops512()) / FlopCount.CONTEXT_TOKENS;
		double bytes = TIMES_OF_WEIGHTS * Float.BYTES * trainable + TIMES_OF_ACTIVATIONS * estimate.training().keptBytes();
		double step = passes * perToken * load.batch() * load.tokens() / speed.flopsPerSecond() + (passes + 1) * calls * speed.secondsPerCall() + bytes / speed.bytesPerSecond();
		return new Times(MILLIS * token, MILLIS * step);
	}

	/** oneDNN's convolutions take twice as long for the gradient of weights as for a product (docs/log.md, 2026-11-23). */
	private static int passesForWeights(Load load) {
		return load.products() == Products.ONEDNN ? 2 : 1;
	}

	private static Map<String, Double> errors(Estimate estimate, Times expected, @Nullable Measurement measured) {
		Map<String, Double> errors = new LinkedHashMap<>();
		if (measured == null) {
			return errors;
		}
		errors.put("trainableParameters", (double) estimate.parameters().trainableParameters() / Math.max(1, measured.trainableParameters())
				- (measured.trainableParameters() == 0 ? 0 : 1));
		if (measured.training() != null) {
			errors.put("trainingPeakBytes", (double) estimate.training().peakBytes() / measured.training().bytes() - 1);
		}
		if (measured.inference() != null) {
			errors.put("inferencePeakBytes", (double) estimate.inference().peakBytes() / measured.inference().bytes() - 1);
		}
		errors.put("tokenMillis", expected.tokenMillis() / measured.times().tokenMillis() - 1);
		if (expected.stepMillis() != null && measured.times().stepMillis() != null) {
			errors.put("stepMillis", expected.stepMillis() / measured.times().stepMillis() - 1);
		}
		return errors;
	}

	/** The protocol of an evaluation's measuring, on random weights and random tokens. */
	private record Measuring(Ops ops, String device, JsonNode config, MethodSetting setting, Load load) {

		Measurement measure() {
			WarmUp.run(ops);
			PeakMemoryMeter training = new PeakMemoryMeter(device);
			PeakMemoryMeter inference = new PeakMemoryMeter(device);
			inference.begin();
			try (LanguageModel rehearsed = model()) {
				decode(rehearsed);
				steps(rehearsed, 2);
			}
			// what was closed lives until it is collected, and would be held beside what comes
			System.gc();
			training.begin();
			inference.begin();
			try (LanguageModel model = model()) {
				inference.measure(() -> decode(model));
				if (trains()) {
					training.measure(() -> steps(model, 2));
				}
				Double step = trains() ? steps(model, TIMED_STEPS) : null;
				List<int[]> prompts = List.of(ids(1, Math.max(1, load.tokens() - NEW_TOKENS)));
				LatencyReport latency = trains() ? besideBase(model, prompts) : null;
				double token = latency == null ? alone(model, prompts) : latency.unmerged().meanMillis();
				return new Measurement(model.parameters().trainableCount(), training.read().orElse(null), inference.read().orElse(null), new Times(token, step), latency);
			}
		}

		private double alone(LanguageModel model, List<int[]> prompts) {
			return Statistics.ofTokens(new LatencyMeter(LATENCY, prompts, device, () -> false).measure(Map.of("base", model)).of("base")).meanMillis();
		}

		private LatencyReport besideBase(LanguageModel adapted, List<int[]> prompts) {
			boolean merges = Methods.REGISTRY.get(setting.id()).card().mergeable();
			try (LanguageModel base = plain(Weights.random(DEVIATION)); LanguageModel merged = merges ? plain(Weights.random(DEVIATION).with(adapted.parameters().merges())) : null) {
				return Comparison.latency(base, adapted, merged, LATENCY, prompts, device);
			}
		}

		private LanguageModel plain(Weights weights) {
			return Architectures.build(config, weights, Adaptation.NONE, ops);
		}

		private boolean trains() {
			return !setting.id().equals(Methods.NONE);
		}

		private LanguageModel model() {
			PeftMethod method = Methods.REGISTRY.get(setting.id());
			Adaptation adaptation = trains() ? method.configure(new Settings(method.card(), setting.settings())) : Adaptation.NONE;
			return Architectures.build(config, Weights.random(DEVIATION), adaptation, ops);
		}

		/** Reads a batch of prompts and continues them, so that positions are as many as the load's. */
		private void decode(LanguageModel model) {
			List<int[]> prompts = IntStream.range(0, load.batch()).mapToObj(row -> ids(row, Math.max(1, load.tokens() - READ_ON))).toList();
			LatencyMeter.repeat(model, Prompts.of(prompts, 0, Prompts.Padding.LEFT), READ_ON);
		}

		private int[] ids(int seed, int count) {
			return new Random(seed).ints(count, 1, (int) config.path("vocab_size").asLong()).toArray();
		}

		/** Milliseconds of the median step, the first left out; absent where nothing trains. */
		private @Nullable Double steps(LanguageModel model, int count) {
			if (!trains()) {
				return null;
			}
			// the loss is of what is behind the first target: a decoder reads the load's tokens, an encoder as many again
			int length = model.hasEncoder() ? load.tokens() + load.targets() : load.tokens();
			int firstTarget = Math.max(1, length - load.targets());
			TokenBatch batch = TokenBatch.of(model, IntStream.range(0, load.batch()).mapToObj(row -> new TokenBatch.Row(ids(row, length), firstTarget)).toList(), 0);
			try (Trainer trainer = new Trainer(model, load.checkpointsActivations() ? Protocol.Optimization.PLAIN.withCheckpointedActivations() : Protocol.Optimization.PLAIN)) {
				trainer.step(batch, 0);
				double[] millis = new double[count];
				for (int step = 0; step < count; step++) {
					long start = System.nanoTime();
					trainer.step(batch, 0);
					millis[step] = (System.nanoTime() - start) / 1e6;
				}
				Arrays.sort(millis);
				return millis[count / 2];
			}
		}

	}

}
