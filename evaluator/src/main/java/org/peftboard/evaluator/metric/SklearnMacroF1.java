package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Mean of the F1 values of every text that was expected or predicted, as scikit-learn's {@code f1_score(average='macro')} computes it by default.
 *
 * <p>A prediction that is no label ("goood") is one here, with an F1 of 0, and pulls the mean down: {@link MacroF1} is the same without that. White space at
 * the ends is left out.
 */
final class SklearnMacroF1 implements Metric {

	@Override
	public MetricCard card() {
		return new MetricCard("sklearn-macro-f1", "Macro-F1 (scikit-learn)", true,
				"Mean of the F1 values of every text that was expected or predicted; a prediction that is no label counts as one.",
				"scikit-learn, f1_score(average='macro')");
	}

	@Override
	public double score(List<String> expected, List<String> predicted) {
		ConfusionMatrix matrix = ConfusionMatrix.of(MacroF1.stripped(expected), MacroF1.stripped(predicted));
		return matrix.labels().stream().mapToDouble(matrix::f1).average().orElseThrow();
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

}
