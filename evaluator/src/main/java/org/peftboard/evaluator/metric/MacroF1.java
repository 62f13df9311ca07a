package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Mean of the F1 values of the expected labels, each label counting the same.
 *
 * <p>F1 of a label = 2 · hits ÷ (items expected to be it + items predicted to be it). White space at the ends is left out. The labels are
 * those that occur among the <em>expected</em> texts: a prediction that is none of them ("goood", or nothing) misses its own item and is no
 * label of its own, where scikit-learn's default would make it one with an F1 of 0 (that is {@link SklearnMacroF1}). Where all predictions are expected
 * labels, the two agree.
 */
final class MacroF1 implements Metric {

	@Override
	public MetricCard card() {
		return new MetricCard("macro-f1", "Macro-F1", true, "Mean of the F1 values of the labels, each label counting the same.",
				"usual definition; agrees with scikit-learn's f1_score(average='macro') given the expected labels");
	}

	@Override
	public double score(List<String> expected, List<String> predicted) {
		ConfusionMatrix matrix = ConfusionMatrix.of(stripped(expected), stripped(predicted));
		return matrix.expectedLabels().stream().mapToDouble(matrix::f1).average().orElseThrow();
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

	static List<String> stripped(List<String> texts) {
		return texts.stream().map(String::strip).toList();
	}

}
