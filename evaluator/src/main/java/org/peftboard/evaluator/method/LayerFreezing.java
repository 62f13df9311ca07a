package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;

/**
 * Layer freezing, a baseline: the last layers of the decoder train, all else is frozen. A model with fewer layers trains all of them.
 *
 * <p>Trainable parameters: those of the layers. Source: {@code layer_unfreeze} of Lialin et al., <a href="https://arxiv.org/abs/2303.15647">arXiv:2303.15647</a>.
 */
final class LayerFreezing implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("layer-freezing", "Layer freezing", "baseline",
				"Trains the last layers of the decoder and freezes everything below. The simplest way to train less than everything.",
				"last n layers trained", "Lialin et al., 2023, Scaling Down to Scale Up: A Guide to Parameter-Efficient Fine-Tuning",
				"https://arxiv.org/abs/2303.15647",
				List.of(CommonParameters.whole("layers", "Layers", 1, 128, 1, "How many layers train, counted from the last."),
						CommonParameters.learningRate(2e-3)),
				true, "none", true, List.of());
	}

	@Override
	public Adaptation configure(Settings settings) {
		int count = settings.whole("layers");
		return (blueprint, parameters) -> new Hooks() {

			@Override
			public boolean trains(Site site, String part) {
				return site.stack() == Site.Stack.DECODER && site.layer() >= Math.max(0, blueprint.layers().get(Site.Stack.DECODER) - count)
						&& site.kind() != Site.Kind.RELATIVE_BIAS;
			}

		};
	}

}
