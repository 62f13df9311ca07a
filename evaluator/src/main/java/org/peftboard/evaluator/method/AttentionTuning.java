package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;

/**
 * Attention tuning: the linear layers of the attentions train, all else is frozen; or only those of the attentions over an encoder.
 *
 * <p>Trainable parameters: Q, K, V and O of each attention, with their biases where they have them. Nothing is added.
 *
 * <p>Source: Touvron et al., <a href="https://arxiv.org/abs/2203.09795">arXiv:2203.09795</a>; over the encoder alone: Gheini et al.,
 * <a href="https://arxiv.org/abs/2104.08771">arXiv:2104.08771</a>.
 */
final class AttentionTuning implements PeftMethod {

	private static final String ALL = "all";

	@Override
	public MethodCard card() {
		ParameterSpec which = CommonParameters.choice("attentions", "Attentions", List.of(ALL, "self", "cross"), ALL,
				"All attentions, those of a sequence to itself, or those of a decoder to its encoder.");
		return new MethodCard("attention-tuning", "Attention tuning", "selective",
				"Trains the attentions' own weights and freezes the feed-forwards. Nothing is added to the model; what is saved is large.",
				"Q, K, V, O trained", "Touvron et al., 2022, Three things everyone should know about Vision Transformers", "https://arxiv.org/abs/2203.09795",
				List.of(which, CommonParameters.learningRate(2e-3)), true, "none", true, List.of());
	}

	@Override
	public Adaptation configure(Settings settings) {
		String which = settings.text("attentions");
		return (blueprint, parameters) -> new Hooks() {

			@Override
			public boolean trains(Site site, String part) {
				return site.kind().isAttentionLinear() && (which.equals(ALL) || site.cross() == which.equals("cross"));
			}

		};
	}

}
