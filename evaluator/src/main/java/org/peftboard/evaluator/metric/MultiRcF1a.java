package org.peftboard.evaluator.metric;

import java.util.Locale;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * MultiRC's F1a: F1 of "true" over all answer options of all questions together: 2 · hits ÷ (options that are true + options called true).
 *
 * <p>Case and white space at the ends do not count; anything but "true" is a "false". Nothing true and nothing called true gives 0.
 */
final class MultiRcF1a extends SumMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("multirc-f1a", "F1a (MultiRC)", true, "F1 of the true answer options over all questions together.",
				"Khashabi et al., MultiRC, 2018; agrees with Hugging Face's super_glue metric");
	}

	@Override
	protected double[] statistics(String expected, String predicted) {
		boolean wanted = isTrue(expected);
		boolean given = isTrue(predicted);
		return new double[] { wanted && given ? 1 : 0, (wanted ? 1 : 0) + (given ? 1 : 0) };
	}

	@Override
	protected double score(double[] sums) {
		return sums[0] == 0 ? 0 : 2 * sums[0] / sums[1];
	}

	static boolean isTrue(String text) {
		return text.strip().toLowerCase(Locale.ROOT).equals("true");
	}

}
