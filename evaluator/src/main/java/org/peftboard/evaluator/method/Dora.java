package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * Weight-decomposed low-rank adaptation: LoRA learns the direction of each output's weights, a vector m their length.
 *
 * <p>V = W + s · B A, s = alpha / r or alpha / √r; y = (m / ‖V‖) ⊙ (V x), the norm by row. No gradient passes through the norm, as in section 4.3 of
 * the paper. At the start m = ‖W‖ and B = 0. Trainable parameters: r · (in + out) + out for each layer. Merges into (m / ‖V‖) ⊙ V.
 *
 * <p>Source: Liu et al., <a href="https://arxiv.org/abs/2402.09353">arXiv:2402.09353</a>.
 */
final class Dora implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("dora", "DoRA", "reparametrised",
				"Splits each weight into length and direction: LoRA learns the direction, a vector the length. Costs more than LoRA until it is merged.",
				"y = m / ‖W + s·B A‖ ⊙ (W + s·B A) x, s = alpha / r", "Liu et al., 2024, DoRA: Weight-Decomposed Low-Rank Adaptation",
				"https://arxiv.org/abs/2402.09353",
				List.of(CommonParameters.rank(8), CommonParameters.alpha(16), CommonParameters.dropout(),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE),
						CommonParameters.flag("rankStabilised", "Rank-stabilised", false, "Scale by alpha ÷ √rank in place of alpha ÷ rank."),
						CommonParameters.learningRate(5e-3)),
				true, "LORA", true,
				List.of(new Preset(CommonParameters.HF_COMPARISON, Map.of("rank", 32, "alpha", 64, "learningRate", 1e-4), "lora/rank32-dora")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		int rank = settings.whole("rank");
		double scaling = settings.number("alpha") / (settings.flag("rankStabilised") ? Math.sqrt(rank) : rank);
		return OnLinears.of(settings, (site, base, parameters) -> {
			Lora.Pair pair = Lora.Pair.of(site, base, parameters, rank, false);
			Parameter magnitude = parameters.add(site.path() + ".lora_magnitude_vector", new Shape(base.out()),
					() -> parameters.ops().call("row_norms", base.weight().array()));
			Decomposed layer = new Decomposed(base, pair, magnitude, scaling, settings.number("dropout"), parameters);
			parameters.merge(base.weight().name(), layer::merged);
			return layer;
		});
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		double rank = settings.whole("rank");
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> new AddedWork.Cost(rank * (in + out) + out, (rank + 2) * in * out));
	}

	private record Decomposed(Dense base, Lora.Pair pair, Parameter magnitude, double scaling, double dropout, Parameters parameters)
			implements Linear {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			Ops ops = pass.ops();
			NDArray norms = pass.call("low_rank_row_norms", base.weight().array(), pair.a().array(), pair.b().array(), ops.constant(scaling));
			NDArray plain = ops.call("linear", x, base.weight().array());
			NDArray update = pair.update(x, ops, scaling, parameters.isTraining() ? dropout : 0);
			NDArray y = ops.call("magnified", plain, update, magnitude.array(), norms);
			return base.bias() == null ? y : ops.call("add", y, base.bias().array());
		}

		private NDArray merged() {
			Ops ops = parameters.ops();
			return ops.update("magnified_merge", base.weight().array(), pair.a().array(), pair.b().array(), ops.constant(scaling), magnitude.array());
		}

	}

}
