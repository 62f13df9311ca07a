package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;

/** No training: the base model as it is, for the row that all others are read against. */
final class None implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("none", "No training", "baseline", "The base model, asked as it is. What a method scores above this row is what it learned.",
				"–", null, null, List.of(), false, "none", true, List.of());
	}

	@Override
	public Adaptation configure(Settings settings) {
		return Adaptation.NONE;
	}

}
