package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;

/**
 * Scaled parallel adapter: {@link ParallelAdapter} whose scale trains, from 1. Trainable parameters: one more for each adapter.
 *
 * <p>Source: He et al., <a href="https://arxiv.org/abs/2110.04366">arXiv:2110.04366</a>; AdapterHub's {@code par_bn} with {@code scaling="learned"}.
 */
final class ScaledParallelAdapter implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("scaled-parallel-adapter", "Scaled parallel adapter", "additive",
				"A bottleneck network beside the feed-forward of every layer, with a scale for each that is learned too.",
				"y = FFN(x) + s · (W_up a(W_down x + b_d) + b_u), s trained", "He et al., 2021, Towards a Unified View of Parameter-Efficient Transfer Learning",
				"https://arxiv.org/abs/2110.04366",
				List.of(CommonParameters.reductionFactor(2), CommonParameters.activation("relu"), CommonParameters.learningRate(1e-2)), false, "none", true,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("reductionFactor", 2, "activation", "relu"), "scaled_parallel")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return (blueprint, parameters) -> ParallelAdapter.hooks(parameters, settings.whole("reductionFactor"), settings.text("activation"), 1, true);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return ParallelAdapter.besideFeedForwards(settings, blueprint);
	}

}
