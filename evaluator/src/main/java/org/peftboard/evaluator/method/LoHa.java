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
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * Low-rank Hadamard product: the update is the element-wise product of two low-rank matrices, so that its rank may reach r².
 *
 * <p>y = (W + (alpha / r) · (w₁ₐ w₁ᵦ) ⊙ (w₂ₐ w₂ᵦ)) x. At the start w₂ᵦ = 0, the others are uniform as in Hugging Face PEFT. Trainable parameters:
 * 2 r · (in + out) for each layer. Merges.
 *
 * <p>Source: Hyeon-Woo et al., FedPara, <a href="https://arxiv.org/abs/2108.06098">arXiv:2108.06098</a>; as LoHa: Yeh et al.,
 * <a href="https://arxiv.org/abs/2309.14859">arXiv:2309.14859</a>.
 */
final class LoHa implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("loha", "LoHa", "reparametrised",
				"The update is the element-wise product of two low-rank matrices: twice LoRA's parameters, up to the square of its rank.",
				"y = (W + (alpha / r) · (w₁ₐ w₁ᵦ) ⊙ (w₂ₐ w₂ᵦ)) x",
				"Yeh et al., 2023, Navigating Text-To-Image Customization: From LyCORIS Fine-Tuning to Model Evaluation",
				"https://arxiv.org/abs/2309.14859",
				List.of(CommonParameters.rank(8), CommonParameters.alpha(16),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), CommonParameters.learningRate(1e-2)),
				true, "LOHA", true,
				List.of(new Preset(CommonParameters.HF_COMPARISON, Map.of("rank", 32, "learningRate", 1e-4), "loha/rank32; its alpha is not in our source.")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		int rank = settings.whole("rank");
		double scaling = settings.number("alpha") / rank;
		return OnLinears.of(settings, (site, base, parameters) -> {
			Factors factors = Factors.of(site.path(), base, parameters, rank);
			return DeltaLinear.of(base, parameters, pass -> factors.merged(base, parameters, scaling, pass));
		});
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		double rank = settings.whole("rank");
		return AddedWork.linears(blueprint, OnLinears.kinds(settings), (in, out) -> AddedWork.Cost.once((2 * rank + 2) * in * out));
	}

	private record Factors(Parameter w1a, Parameter w1b, Parameter w2a, Parameter w2b) {

		static Factors of(String path, Dense base, Parameters parameters, int rank) {
			Shape left = new Shape(base.out(), rank);
			Shape right = new Shape(rank, base.in());
			double leftBound = 1 / Math.sqrt(rank);
			return new Factors(parameters.uniform(path + ".hada_w1_a", left, leftBound),
					parameters.uniform(path + ".hada_w1_b", right, 1 / Math.sqrt(base.in())), parameters.uniform(path + ".hada_w2_a", left, leftBound),
					parameters.zeros(path + ".hada_w2_b", right));
		}

		NDArray merged(Dense base, Parameters parameters, double scaling, DeltaLinear.Call call) {
			return call.call("hadamard_merge", base.weight().array(), w1a.array(), w1b.array(), w2a.array(), w2b.array(),
					parameters.ops().constant(scaling));
		}

	}

}
