package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;

/**
 * Pfeiffer's bottleneck adapter: one behind the feed-forward of every layer, reading the residual stream.
 *
 * <p>s = x + f(n(x)), h ← s + W_up a(W_down s + b_d) + b_u. Trainable parameters: 2·C·k + k + C a layer, k = C ÷ reduction factor. Starts at the base model.
 *
 * <p>Source: Pfeiffer et al., <a href="https://arxiv.org/abs/2005.00052">arXiv:2005.00052</a>; placement as AdapterHub's {@code seq_bn}.
 */
final class Pfeiffer implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("pfeiffer", "Pfeiffer adapter", "additive",
				"One small bottleneck network behind the feed-forward of every layer: half of Houlsby's parameters and cost.",
				"s = x + FFN(x), h ← s + W_up a(W_down s + b_d) + b_u", "Pfeiffer et al., 2020, MAD-X: An Adapter-Based Framework for Multi-Task Cross-Lingual Transfer",
				"https://arxiv.org/abs/2005.00052",
				List.of(CommonParameters.reductionFactor(16), CommonParameters.activation("relu"), CommonParameters.learningRate(1e-2)), false, "none", true,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("reductionFactor", 16, "activation", "relu"), "pfeiffer")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return Adapters.AFTER_FEED_FORWARD.full(settings);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.subLayers(blueprint, Adapters.AFTER_FEED_FORWARD::stands, Bottleneck.work(settings, blueprint));
	}

}
