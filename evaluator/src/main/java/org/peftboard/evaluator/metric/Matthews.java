package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Matthews' correlation coefficient between expected and predicted labels, −1 to 1, 0 for guessing.
 *
 * <p>(n · hits − Σ e·p) ÷ √((n² − Σ e²)(n² − Σ p²)), where e and p are how often a label was expected and predicted: Gorodkin's form for any number of
 * labels, which is Matthews' own for two. A prediction that is no label is one of its own. 0 where all items are expected, or predicted, to be one label.
 * White space at the ends is left out.
 *
 * <p>Source: Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient, 2004; agrees with scikit-learn's {@code
 * matthews_corrcoef}.
 */
final class Matthews implements Metric {

	@Override
	public MetricCard card() {
		return new MetricCard("matthews", "Matthews correlation", true, "Correlation of expected and predicted labels, −1 to 1; 0 for guessing.",
				"Gorodkin 2004; agrees with scikit-learn's matthews_corrcoef");
	}

	@Override
	public double score(List<String> expected, List<String> predicted) {
		return ConfusionMatrix.of(MacroF1.stripped(expected), MacroF1.stripped(predicted)).matthews();
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

}
