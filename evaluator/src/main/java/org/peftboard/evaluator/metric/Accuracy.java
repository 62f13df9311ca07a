package org.peftboard.evaluator.metric;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Share of items whose predicted label is the expected one.
 *
 * <p>Labels are compared letter by letter after white space at both ends is removed: {@code "good."} and {@code "Good"} are not {@code
 * "good"}. An empty prediction is wrong.
 */
final class Accuracy extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("accuracy", "Accuracy", true,
				"Share of items whose predicted label is the expected one, white space at the ends left out.",
				"usual definition; agrees with the accuracy of scikit-learn");
	}

	@Override
	double of(String expected, String predicted) {
		return expected.strip().equals(predicted.strip()) ? 1 : 0;
	}

}
