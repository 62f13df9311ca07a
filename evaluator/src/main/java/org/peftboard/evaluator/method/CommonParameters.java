package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;
import org.peftboard.evaluator.model.Site;

/** Parameters that several methods share, so that they are called, bounded and explained alike. */
final class CommonParameters {

	/** read by the training loop, of every method that trains */
	static final String LEARNING_RATE = "learningRate";

	private CommonParameters() {
	}

	static ParameterSpec learningRate(double defaultValue) {
		return new ParameterSpec(LEARNING_RATE, "Learning rate", Type.NUMBER, 1e-7, 1.0, List.of(), defaultValue,
				"Greatest learning rate of the schedule, reached after warm-up.");
	}

	static ParameterSpec rank(int defaultValue) {
		return new ParameterSpec("rank", "Rank", Type.INTEGER, 1.0, 512.0, List.of(), defaultValue, "Inner size r of the low-rank update.");
	}

	static ParameterSpec alpha(double defaultValue) {
		return new ParameterSpec("alpha", "Alpha", Type.NUMBER, 1e-3, 4096.0, List.of(), defaultValue, "The update is scaled by alpha ÷ rank.");
	}

	static ParameterSpec dropout() {
		return new ParameterSpec("dropout", "Dropout", Type.NUMBER, 0.0, 0.9, List.of(), 0.0,
				"Share of inputs of the adapter path set to zero in training.");
	}

	static ParameterSpec targetModules(Site.Kind... defaults) {
		return new ParameterSpec("targetModules", "Target modules", Type.CHOICES, null, null, Site.Kind.linears().stream().map(Site.Kind::id).toList(),
				List.of(defaults).stream().map(Site.Kind::id).toList(), "The kinds of linear layer that get an update.");
	}

}
