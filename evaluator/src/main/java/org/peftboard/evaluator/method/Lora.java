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
 * Low-rank adaptation: a rank-r update learned beside each frozen linear layer.
 *
 * <pre>
 *              ┌── W (frozen) ──────────────────────────────────┐
 *   x (B,T,in) ┤                                                + ── y (B,T,out)
 *              └── drop → A (r,in) → B (out,r) → · alpha / r ───┘
 * </pre>
 *
 * <p>y = W x + (alpha / r) · B A x. At the start B = 0, so the layer equals the frozen one; A is uniform in ±1/√in. Trainable parameters: r · (in + out)
 * for each layer, r · out where A is frozen (LoRA-FA). Merges into W + (alpha / r) B A.
 *
 * <p>Source: Hu et al., LoRA, section 4.1, <a href="https://arxiv.org/abs/2106.09685">arXiv:2106.09685</a>; initial A as in Hugging Face PEFT (Kaiming
 * uniform with a = √5, whose bound is 1/√in); frozen A: Zhang et al., LoRA-FA, <a href="https://arxiv.org/abs/2308.03303">arXiv:2308.03303</a>.
 */
final class Lora implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("lora", "LoRA", "reparametrised",
				"Learns a low-rank update beside frozen linear layers. After training the update folds into the weights, so that inference costs nothing more.",
				"y = W x + (alpha / r) · B A x", "Hu et al., 2021, LoRA: Low-Rank Adaptation of Large Language Models", "https://arxiv.org/abs/2106.09685",
				List.of(CommonParameters.rank(8), CommonParameters.alpha(16), CommonParameters.dropout(),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE),
						CommonParameters.flag("freezeA", "Freeze A", false, "Train B alone (LoRA-FA)."), CommonParameters.learningRate(5e-3)),
				true, "LORA", true, presets());
	}

	private static List<Preset> presets() {
		return List.of(
				new Preset(CommonParameters.PEFT_BENCH,
						Map.of("rank", 16, "alpha", 16, "dropout", 0.05, "targetModules",
								CommonParameters.ids(Site.Kind.ATTENTION_KEY, Site.Kind.ATTENTION_VALUE, Site.Kind.MLP_DOWN), "learningRate", 5e-5),
						""),
				new Preset(CommonParameters.LIALIN, Map.of("rank", 8, "alpha", 8), "hf_lora; the learning rate is searched over 1e-3, 1e-4 and 5e-5."),
				new Preset(CommonParameters.LIALIN, Map.of("rank", 8, "alpha", 8, "targetModules", CommonParameters.ids(allLinears())), "hf_lora_all"),
				new Preset(CommonParameters.HF_COMPARISON, Map.of("rank", 32, "alpha", 64, "learningRate", 1e-4), "lora/rank32"));
	}

	/** every linear layer, each once */
	static List<Site.Kind> allLinears() {
		return Site.Kind.linears();
	}

	@Override
	public Adaptation configure(Settings settings) {
		return scaled(settings, settings.number("alpha") / settings.whole("rank"), settings.flag("freezeA"));
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return lowRank(settings, blueprint);
	}

	/** r · (in + out) for each position */
	static AddedWork lowRank(Settings settings, Blueprint blueprint) {
		int rank = settings.whole("rank");
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> AddedWork.Cost.each((double) rank * (in + out)));
	}

	/** The same under another scaling. */
	static Adaptation scaled(Settings settings, double scaling, boolean freezesA) {
		return OnLinears.of(settings, (site, base, parameters) -> {
			Pair pair = Pair.of(site, base, parameters, settings.whole("rank"), freezesA);
			parameters.merge(base.weight().name(), () -> pair.merged(base, parameters.ops(), scaling));
			return new Update(base, pair, scaling, settings.number("dropout"), parameters);
		});
	}

	/** A (r, in) and B (out, r). */
	record Pair(Parameter a, Parameter b) {

		static Pair of(Site site, Dense base, Parameters parameters, int rank, boolean freezesA) {
			String nameA = site.path() + ".lora_A.weight";
			Shape shapeA = new Shape(rank, base.in());
			double bound = 1 / Math.sqrt(base.in());
			Parameter a = freezesA ? parameters.frozen(nameA, shapeA, () -> parameters.drawn("uniform", shapeA, bound))
					: parameters.uniform(nameA, shapeA, bound);
			return new Pair(a, parameters.zeros(site.path() + ".lora_B.weight", new Shape(base.out(), rank)));
		}

		NDArray merged(Dense base, Ops ops, double scaling) {
			return ops.update("low_rank_merge", base.weight().array(), a.array(), b.array(), ops.constant(scaling));
		}

		/** scaling · B drop(A x) */
		NDArray update(NDArray x, Ops ops, double scaling, double dropout) {
			if (dropout > 0) {
				return ops.call("low_rank", x, a.array(), b.array(), ops.constant(scaling), ops.constant(dropout));
			}
			return ops.call("low_rank_dry", x, a.array(), b.array(), ops.constant(scaling));
		}

	}

	private record Update(Dense base, Pair pair, double scaling, double dropout, Parameters parameters) implements Linear {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			Ops ops = pass.ops();
			boolean drops = dropout > 0 && parameters.isTraining();
			if (!drops && base.bias() == null) {
				return ops.call("low_rank_linear_dry", x, base.weight().array(), pair.a().array(), pair.b().array(), ops.constant(scaling));
			}
			return ops.call("add", base.forward(x, pass), pair.update(x, ops, scaling, drops ? dropout : 0));
		}

	}

}
