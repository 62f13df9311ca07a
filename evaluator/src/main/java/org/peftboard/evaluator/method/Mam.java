package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;

/**
 * Mix-and-match adapter: prefix tuning in every attention and a parallel adapter, scaled by a constant, beside every feed-forward.
 *
 * <p>Trainable parameters: those of {@link PrefixTuning} with an MLP and of {@link ParallelAdapter}.
 *
 * <p>Source: He et al., <a href="https://arxiv.org/abs/2110.04366">arXiv:2110.04366</a>, section 4.6; AdapterHub's {@code MAMConfig}.
 */
final class Mam implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("mam", "MAM adapter", "hybrid",
				"Mix and match: prefix tuning in the attentions and a parallel adapter beside the feed-forwards.", "prefix tuning ∪ parallel adapter",
				"He et al., 2021, Towards a Unified View of Parameter-Efficient Transfer Learning", "https://arxiv.org/abs/2110.04366",
				List.of(CommonParameters.virtualTokens(30),
						CommonParameters.whole("encoderHiddenSize", "Hidden size", 1, 8192, 800, "Inner width of the prefixes' MLP."),
						CommonParameters.reductionFactor(2), CommonParameters.activation("relu"),
						CommonParameters.number("scale", "Scale", 1e-3, 100, 4, "The adapter's output is multiplied by this."),
						CommonParameters.learningRate(2e-3)),
				false, "none", false,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("virtualTokens", 30, "encoderHiddenSize", 800, "reductionFactor", 2, "scale", 4), "mam")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return (blueprint, parameters) -> new Combined(List.of(
				new PrefixTuning.Prefixes(new PrefixBank(blueprint, parameters, settings.whole("virtualTokens"), settings.whole("encoderHiddenSize"), true)),
				ParallelAdapter.hooks(parameters, settings.whole("reductionFactor"), settings.text("activation"), settings.number("scale"), false)));
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.prefixes(blueprint, site -> true, settings.whole("virtualTokens"))
			.and(ParallelAdapter.besideFeedForwards(settings, blueprint));
	}

}
