package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Site;

/** Full fine-tuning, the baseline: every parameter of the base model trains. Trainable parameters: all. */
final class FullFineTuning implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("full-fine-tuning", "Full fine-tuning", "baseline",
				"Trains every parameter of the base model. The reference for quality, and for the memory that PEFT methods save.", "all parameters trained",
				null, null, List.of(CommonParameters.learningRate(2e-3)), true, "none");
	}

	@Override
	public Adaptation configure(Settings settings) {
		return new Adaptation() {

			@Override
			public boolean trains(Site site) {
				return true;
			}

		};
	}

}
