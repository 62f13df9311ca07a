package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;

/**
 * Houlsby's bottleneck adapters: one behind the attention and one behind the feed-forward of every layer.
 *
 * <p>h ← x + f(n(x)) + A(f(n(x))), A(h) = W_up a(W_down h + b_d) + b_u. Trainable parameters: 2·C·k + k + C for each adapter, k = C ÷ reduction factor;
 * two adapters a layer, none at an attention over an encoder. Starts at the base model (W_up = 0; the paper starts near it).
 *
 * <p>Source: Houlsby et al., <a href="https://arxiv.org/abs/1902.00751">arXiv:1902.00751</a>; placement as AdapterHub's {@code double_seq_bn}.
 */
final class Houlsby implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("houlsby", "Houlsby adapter", "additive",
				"Small bottleneck networks behind the attention and behind the feed-forward of every layer. They stay in the model at inference.",
				"h ← h + W_up a(W_down h + b_d) + b_u", "Houlsby et al., 2019, Parameter-Efficient Transfer Learning for NLP",
				"https://arxiv.org/abs/1902.00751",
				List.of(CommonParameters.reductionFactor(16), CommonParameters.activation("silu"), CommonParameters.learningRate(2e-2)), false, "none", true,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("reductionFactor", 16, "activation", "silu"), "houlsby"),
						new Preset(CommonParameters.PEFT_BENCH, Map.of("reductionFactor", 16, "activation", "tanh", "learningRate", 2e-6),
								"bn-adapter; a configuration without published results.")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return Adapters.AFTER_BOTH.full(settings);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return AddedWork.subLayers(blueprint, Adapters.AFTER_BOTH::stands, Bottleneck.work(settings, blueprint));
	}

}
