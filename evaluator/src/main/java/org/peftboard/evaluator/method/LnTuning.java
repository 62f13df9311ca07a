package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Site;

/**
 * Layer-norm tuning: only the gains (and biases, where there are any) of the normalisations train.
 *
 * <p>Trainable parameters: the model width for each norm. Nothing is added, so inference costs nothing more.
 *
 * <p>Source: Zhao et al., Tuning LayerNorm in Attention, <a href="https://arxiv.org/abs/2312.11420">arXiv:2312.11420</a>.
 */
final class LnTuning implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("ln-tuning", "LN tuning", "selective",
				"Trains the gains of the normalisations and nothing else. Very few parameters, no cost at inference.", "norm(x) · g, g trained",
				"Zhao et al., 2023, Tuning LayerNorm in Attention: Towards Efficient Multi-Modal LLM Finetuning", "https://arxiv.org/abs/2312.11420",
				List.of(CommonParameters.learningRate(1e-2)), true, "LN_TUNING");
	}

	@Override
	public Adaptation configure(Settings settings) {
		return new Adaptation() {

			@Override
			public boolean trains(Site site) {
				return site.kind().isNorm();
			}

			@Override
			public String infix() {
				return ".ln_tuning_layers";
			}

		};
	}

}
