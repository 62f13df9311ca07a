package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Blueprint.LinearSite;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * Vector-based random matrix adaptation: two frozen random matrices serve all layers, each layer trains two vectors.
 *
 * <p>y = W x + λ_b ⊙ B[:out] (λ_d ⊙ A[:, :in] x), A (r, greatest in) and B (greatest out, r). At the start λ_b = 0 and λ_d is a constant; A and B are uniform
 * with bound √(6 / columns), the Kaiming bound. Trainable parameters: r + out for each layer. A and B are saved with the adapter. Merges.
 *
 * <p>Source: Kopiczko et al., <a href="https://arxiv.org/abs/2310.11454">arXiv:2310.11454</a>.
 */
final class Vera implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("vera", "VeRA", "reparametrised",
				"LoRA with one pair of frozen random matrices for all layers; each layer trains two vectors that scale them.",
				"y = W x + λ_b ⊙ B (λ_d ⊙ A x), A and B frozen", "Kopiczko et al., 2023, VeRA: Vector-based Random Matrix Adaptation",
				"https://arxiv.org/abs/2310.11454",
				List.of(CommonParameters.rank(256),
						CommonParameters.number("dInitial", "Initial λ_d", 1e-6, 10, 0.1, "First value of the vector between the two matrices."),
						CommonParameters.dropout(), CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE),
						CommonParameters.learningRate(2e-2)),
				true, "VERA", true,
				List.of(new Preset(CommonParameters.HF_COMPARISON, Map.of("rank", 256, "learningRate", 1e-3), "vera/default")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		Set<Site.Kind> kinds = OnLinears.kinds(settings);
		int rank = settings.whole("rank");
		return (blueprint, parameters) -> {
			Shared shared = Shared.of(blueprint, kinds, rank, parameters);
			return new OnLinears(kinds, parameters, (site, base, all) -> {
				Parameter d = all.constant(site.path() + ".vera_lambda_d", new Shape(rank), settings.number("dInitial"));
				Parameter b = all.zeros(site.path() + ".vera_lambda_b", new Shape(base.out()));
				Scaled layer = new Scaled(base, shared, d, b, settings.number("dropout"), all);
				all.merge(base.weight().name(), layer::merged);
				return layer;
			});
		};
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		double rank = settings.whole("rank");
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> AddedWork.Cost.each(rank * (in + out + 1) + out));
	}

	private record Shared(Parameter a, Parameter b) {

		static Shared of(Blueprint blueprint, Set<Site.Kind> kinds, int rank, Parameters parameters) {
			List<LinearSite> sites = blueprint.linears().stream().filter(linear -> kinds.contains(linear.site().kind())).toList();
			long in = sites.stream().mapToLong(LinearSite::in).max().orElse(1);
			long out = sites.stream().mapToLong(LinearSite::out).max().orElse(1);
			return new Shared(random("vera_A", new Shape(rank, in), parameters), random("vera_B", new Shape(out, rank), parameters));
		}

		private static Parameter random(String name, Shape shape, Parameters parameters) {
			return parameters.frozen(name, shape, () -> parameters.drawn("uniform", shape, Math.sqrt(6.0 / shape.get(1))));
		}

	}

	private record Scaled(Dense base, Shared shared, Parameter d, Parameter b, double dropout, Parameters parameters) implements Linear {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			Ops ops = pass.ops();
			NDArray read = dropout > 0 && parameters.isTraining() ? ops.call("dropout", x, ops.constant(dropout)) : x;
			NDArray update = ops.call("shared_random", read, shared.a().array(), shared.b().array(), d.array(), b.array());
			return ops.call("add", base.forward(x, pass), update);
		}

		private NDArray merged() {
			return parameters.ops().update("shared_random_merge", base.weight().array(), shared.a().array(), shared.b().array(), d.array(), b.array());
		}

	}

}
