package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;

/** Full fine-tuning, the baseline: every parameter of the base model trains. Trainable parameters: all. */
final class FullFineTuning implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("full-fine-tuning", "Full fine-tuning", "baseline",
				"Trains every parameter of the base model. The reference for quality, and for the memory that PEFT methods save.", "all parameters trained",
				null, null, List.of(CommonParameters.learningRate(2e-3)), true, "none", true,
				List.of(new Preset(CommonParameters.LIALIN, Map.of(), "full_tuning; the learning rate is searched over 1e-3, 1e-4 and 5e-5."),
						new Preset(CommonParameters.HF_COMPARISON, Map.of("learningRate", 1e-5), "full-finetuning/lr_0.00001")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return (blueprint, parameters) -> new Hooks() {

			@Override
			public boolean trains(Site site, String part) {
				return true;
			}

		};
	}

}
