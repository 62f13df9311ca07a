package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * Low-rank Kronecker product: the update is a small matrix ⊗ another one, either of which may be of low rank.
 *
 * <p>y = (W + (alpha / r) · w₁ ⊗ w₂) x, w₁ (l, m) and w₂ (k, n) with l·k = out and m·n = in. w₂ = w₂ₐ w₂ᵦ of rank r where r is less than half of its
 * greater side, else it is full; w₁ likewise, but only with {@code decomposeBoth}. At the start w₁ = 0 (or w₁ₐ = 0), the others are uniform as in Hugging Face
 * PEFT. Merges.
 *
 * <p>Source: Yeh et al., <a href="https://arxiv.org/abs/2309.14859">arXiv:2309.14859</a>; shapes as in Hugging Face PEFT.
 */
final class LoKr implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("lokr", "LoKr", "reparametrised",
				"The update is a Kronecker product of a small matrix and one of low rank: fewer parameters than LoRA at a high rank.",
				"y = (W + (alpha / r) · w₁ ⊗ (w₂ₐ w₂ᵦ)) x", "Yeh et al., 2023, Navigating Text-To-Image Customization: From LyCORIS Fine-Tuning to Model Evaluation",
				"https://arxiv.org/abs/2309.14859",
				List.of(CommonParameters.rank(8), CommonParameters.alpha(16),
						CommonParameters.whole("decomposeFactor", "Factor", -1, 4096, -1,
								"Side of w₁ that is aimed at; −1 for the one nearest to the square root of the layer's side."),
						CommonParameters.flag("decomposeBoth", "Low rank for both", false, "Let w₁ be of low rank too."),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), CommonParameters.learningRate(2e-2)),
				true, "LOKR", true,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("rank", 8, "alpha", 8), "hf_krona: KronA, run as LoKr."),
						new Preset(CommonParameters.HF_COMPARISON, Map.of("rank", 32, "learningRate", 1e-4), "lokr/rank32; its alpha is not in our source.")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		int rank = settings.whole("rank");
		double scaling = settings.number("alpha") / rank;
		int factor = settings.whole("decomposeFactor");
		boolean both = settings.flag("decomposeBoth");
		return OnLinears.of(settings, (site, base, parameters) -> {
			Split out = Split.of(base.out(), factor);
			Split in = Split.of(base.in(), factor);
			Factor w1 = Factor.first(site.path() + ".lokr_w1", parameters, new Shape(out.small(), in.small()), rank, both);
			Factor w2 = Factor.second(site.path() + ".lokr_w2", parameters, new Shape(out.large(), in.large()), rank);
			return DeltaLinear.of(base, parameters,
					call -> call.call("kronecker_merge", base.weight().array(), w1.matrix(call), w2.matrix(call), parameters.ops().constant(scaling)));
		});
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> AddedWork.Cost.once(2.0 * in * out));
	}

	/** A side as a product of two numbers, the smaller first. */
	record Split(long small, long large) {

		/** A factor that divides the side is taken; else the divisors nearest to its square root whose smaller is at most the factor. */
		static Split of(long side, int factor) {
			if (factor > 0 && side % factor == 0) {
				return new Split(factor, side / factor);
			}
			long most = factor > 0 ? factor : side;
			long small = 1;
			for (long divisor = 2; divisor <= most && divisor * divisor <= side; divisor++) {
				small = side % divisor == 0 ? divisor : small;
			}
			return new Split(small, side / small);
		}

	}

	/** One factor of the Kronecker product: full, or a product of rank r. */
	private record Factor(Parameter left, @Nullable Parameter right) {

		/** Zero at the start. */
		static Factor first(String name, Parameters parameters, Shape shape, int rank, boolean mayBeLow) {
			if (!mayBeLow || !isLow(shape, rank)) {
				return new Factor(parameters.zeros(name, shape), null);
			}
			return new Factor(parameters.zeros(name + "_a", new Shape(shape.get(0), rank)),
					parameters.uniform(name + "_b", new Shape(rank, shape.get(1)), 1 / Math.sqrt(shape.get(1))));
		}

		static Factor second(String name, Parameters parameters, Shape shape, int rank) {
			if (!isLow(shape, rank)) {
				return new Factor(parameters.uniform(name, shape, 1 / Math.sqrt(shape.get(1))), null);
			}
			return new Factor(parameters.uniform(name + "_a", new Shape(shape.get(0), rank), 1 / Math.sqrt(rank)),
					parameters.uniform(name + "_b", new Shape(rank, shape.get(1)), 1 / Math.sqrt(shape.get(1))));
		}

		private static boolean isLow(Shape shape, int rank) {
			return rank < Math.max(shape.get(0), shape.get(1)) / 2.0;
		}

		NDArray matrix(DeltaLinear.Call call) {
			return right == null ? left.array() : call.call("product", left.array(), right.array());
		}

	}

}
