package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;

/**
 * Layer-norm tuning: only the gains (and biases, where there are any) of the normalisations train.
 *
 * <p>Trainable parameters: the model width for each norm, twice that where norms have biases. Nothing is added, so inference costs nothing more. Norms of
 * single heads are left out unless they are chosen.
 *
 * <p>Source: Zhao et al., Tuning LayerNorm in Attention, <a href="https://arxiv.org/abs/2312.11420">arXiv:2312.11420</a>.
 */
final class LnTuning implements PeftMethod {

	private static final List<Site.Kind> DEFAULTS = List.of(Site.Kind.ATTENTION_NORM, Site.Kind.ATTENTION_POST_NORM, Site.Kind.MLP_NORM,
			Site.Kind.MLP_POST_NORM, Site.Kind.FINAL_NORM, Site.Kind.EMBEDDING_NORM);

	@Override
	public MethodCard card() {
		return new MethodCard("ln-tuning", "LN tuning", "selective",
				"Trains the gains of the normalisations and nothing else. Very few parameters, no cost at inference.", "norm(x) · g, g trained",
				"Zhao et al., 2023, Tuning LayerNorm in Attention: Towards Efficient Multi-Modal LLM Finetuning", "https://arxiv.org/abs/2312.11420",
				List.of(CommonParameters.choices("norms", "Normalisations", Site.Kind.norms(), DEFAULTS, 1, "The kinds of normalisation that train."),
						CommonParameters.learningRate(1e-2)),
				true, "LN_TUNING", true,
				List.of(new Preset(CommonParameters.PEFT_BENCH, Map.of("learningRate", 5e-5), ""),
						new Preset(CommonParameters.LIALIN, Map.of(), "The learning rate is searched over 1e-3, 1e-4 and 5e-5."),
						new Preset(CommonParameters.HF_COMPARISON, Map.of("learningRate", 1e-4), "ln_tuning/default")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		Set<Site.Kind> kinds = OnLinears.kinds(settings, "norms");
		return (blueprint, parameters) -> new Hooks() {

			@Override
			public boolean trains(Site site, String part) {
				return kinds.contains(site.kind());
			}

			@Override
			public String infix() {
				return ".ln_tuning_layers";
			}

		};
	}

}
