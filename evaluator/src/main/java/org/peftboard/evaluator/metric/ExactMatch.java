package org.peftboard.evaluator.metric;

import java.util.Locale;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Share of items whose predicted text is the expected one.
 *
 * <p>Before comparing, both are lower-cased, runs of white space become one space, and white space and full stops at the end are removed.
 * Nothing else is forgiven: articles, commas and word order count.
 */
final class ExactMatch extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("exact-match", "Exact match", true,
				"Share of items whose text is the expected one; case, white space and a full stop at the end do not count.",
				"this project's normalisation");
	}

	@Override
	double of(String expected, String predicted) {
		return normalised(expected).equals(normalised(predicted)) ? 1 : 0;
	}

	private static String normalised(String text) {
		return text.toLowerCase(Locale.ROOT).strip().replaceAll("[\\s.]+$", "").replaceAll("\\s+", " ");
	}

}
