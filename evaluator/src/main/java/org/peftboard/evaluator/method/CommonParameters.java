package org.peftboard.evaluator.method;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;
import org.peftboard.evaluator.model.Site;

/** Parameters that several methods share, so that they are called, bounded and explained alike. */
final class CommonParameters {

	/** read by the training loop, of every method that trains */
	static final String LEARNING_RATE = "learningRate";

	static final String TARGET_MODULES = "targetModules";

	/** the sources of presets */
	static final String PEFT_BENCH = "PEFT-Bench";

	static final String LIALIN = "Lialin et al.";

	static final String HF_COMPARISON = "HF comparison";

	private CommonParameters() {
	}

	static ParameterSpec learningRate(double defaultValue) {
		return number(LEARNING_RATE, "Learning rate", 1e-7, 1, defaultValue, "Greatest learning rate of the schedule, reached after warm-up.");
	}

	static ParameterSpec rank(int defaultValue) {
		return whole("rank", "Rank", 1, 512, defaultValue, "Inner size r of the low-rank update.");
	}

	static ParameterSpec alpha(double defaultValue) {
		return number("alpha", "Alpha", 1e-3, 4096, defaultValue, "The update is scaled by alpha ÷ rank.");
	}

	static ParameterSpec dropout() {
		return number("dropout", "Dropout", 0, 0.9, 0.0, "Share of inputs of the adapter path set to zero in training.");
	}

	static ParameterSpec virtualTokens(int defaultValue) {
		return whole("virtualTokens", "Virtual tokens", 1, 1024, defaultValue, "Trained positions that stand before every sequence.");
	}

	static ParameterSpec reductionFactor(int defaultValue) {
		return whole("reductionFactor", "Reduction factor", 1, 512, defaultValue,
				"The bottleneck is the model's width divided by this, at least 1.");
	}

	static ParameterSpec activation(String defaultValue) {
		return choice("activation", "Activation", List.of("relu", "silu", "gelu", "tanh"), defaultValue, "Non-linearity inside the bottleneck.");
	}

	static ParameterSpec targetModules(Site.Kind... defaults) {
		return choices(TARGET_MODULES, "Target modules", Site.Kind.linears(), List.of(defaults), 1, "The kinds of linear layer that are changed.");
	}

	static ParameterSpec whole(String name, String title, int least, int greatest, int defaultValue, String help) {
		return new ParameterSpec(name, title, Type.INTEGER, (double) least, (double) greatest, List.of(), defaultValue, help);
	}

	static ParameterSpec number(String name, String title, double least, double greatest, double defaultValue, String help) {
		return new ParameterSpec(name, title, Type.NUMBER, least, greatest, List.of(), defaultValue, help);
	}

	static ParameterSpec flag(String name, String title, boolean defaultValue, String help) {
		return new ParameterSpec(name, title, Type.BOOLEAN, null, null, List.of(), defaultValue, help);
	}

	static ParameterSpec choice(String name, String title, List<String> choices, String defaultValue, String help) {
		return new ParameterSpec(name, title, Type.CHOICE, null, null, choices, defaultValue, help);
	}

	/** @param least how many must be chosen */
	static ParameterSpec choices(String name, String title, List<Site.Kind> kinds, List<Site.Kind> defaults, int least, String help) {
		return new ParameterSpec(name, title, Type.CHOICES, (double) least, null, ids(kinds), ids(defaults), help);
	}

	/** Kinds as settings write them. */
	static List<String> ids(List<Site.Kind> kinds) {
		return kinds.stream().map(Site.Kind::id).toList();
	}

	static List<String> ids(Site.Kind... kinds) {
		return ids(List.of(kinds));
	}

}
