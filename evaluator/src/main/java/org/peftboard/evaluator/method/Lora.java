package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameters;

/**
 * Low-rank adaptation: a rank-r update learned beside each frozen linear layer.
 *
 * <pre>
 *              ┌── W (frozen) ──────────────────────────────────┐
 *   x (B,T,in) ┤                                                + ── y (B,T,out)
 *              └── drop → A (r,in) → B (out,r) → · alpha / r ───┘
 * </pre>
 *
 * <p>y = W x + (alpha / r) · B A x. At the start B = 0, so the layer equals the frozen one; A is uniform in ±1/√in. Trainable parameters: r · (in + out)
 * for each layer. Merges into W + (alpha / r) B A.
 *
 * <p>Source: Hu et al., LoRA, section 4.1, <a href="https://arxiv.org/abs/2106.09685">arXiv:2106.09685</a>; initial A as in Hugging Face PEFT (Kaiming
 * uniform with a = √5, whose bound is 1/√in).
 */
final class Lora implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("lora", "LoRA", "reparametrised",
				"Learns a low-rank update beside frozen linear layers. After training the update folds into the weights, so that inference costs nothing more.",
				"y = W x + (alpha / r) · B A x", "Hu et al., 2021, LoRA: Low-Rank Adaptation of Large Language Models", "https://arxiv.org/abs/2106.09685",
				List.of(CommonParameters.rank(8), CommonParameters.alpha(16), CommonParameters.dropout(),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), CommonParameters.learningRate(5e-3)),
				true, "LORA");
	}

	@Override
	public Adaptation configure(Settings settings) {
		Set<Site.Kind> kinds = settings.texts("targetModules").stream().map(Site.Kind::of).collect(Collectors.toUnmodifiableSet());
		return new LowRank(settings.whole("rank"), settings.number("alpha"), settings.number("dropout"), kinds);
	}

	/** Wraps every linear layer of the chosen kinds. */
	private record LowRank(int rank, double alpha, double dropout, Set<Site.Kind> kinds) implements Adaptation {

		@Override
		public Linear linear(Site site, Dense base, Parameters parameters) {
			return kinds.contains(site.kind()) ? wrap(site, base, parameters) : base;
		}

		private Linear wrap(Site site, Dense base, Parameters parameters) {
			Ops ops = parameters.ops();
			NDArray a = parameters.uniform(site.path() + ".lora_A.weight", new Shape(rank, base.in()), 1 / Math.sqrt(base.in()));
			NDArray b = parameters.zeros(site.path() + ".lora_B.weight", new Shape(base.out(), rank));
			NDArray scaling = ops.constant(alpha / rank);
			parameters.merge(site.path() + ".weight", () -> ops.update("low_rank_merge", base.weight(), a, b, scaling));
			return new Update(ops, base, a, b, scaling, dropout, parameters);
		}

	}

	private record Update(Ops ops, Dense base, NDArray a, NDArray b, NDArray scaling, double dropout, Parameters parameters) implements Linear {

		@Override
		public NDArray forward(NDArray x) {
			if (dropout > 0 && parameters.isTraining()) {
				return ops.call("low_rank_linear", x, base.weight(), a, b, scaling, ops.constant(dropout));
			}
			return ops.call("low_rank_linear_dry", x, base.weight(), a, b, scaling);
		}

	}

}
