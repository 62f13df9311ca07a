package org.peftboard.evaluator.metric;

import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * GSM8K: share of items whose number after the last {@code ####} is the expected one, to 10⁻⁶.
 *
 * <p>Commas and percent signs in the number are left out ("1,000", "50%"); anything else beside it, "$5" or "7 apples", makes it no number. A text without
 * the mark, or without a number after it, is wrong.
 *
 * <p>Source: Cobbe et al., Training Verifiers to Solve Math Word Problems, 2021; parsing as PEFT-Bench's {@code compute_metrics.py}.
 */
final class Gsm8kAccuracy extends MeanMetric {

	private static final String MARK = "####";

	static final double TOLERANCE = 1e-6;

	@Override
	public MetricCard card() {
		return new MetricCard("gsm8k-accuracy", "Accuracy (GSM8K)", true, "Share of items whose number after the last #### is the expected one.",
				"Cobbe et al., GSM8K, 2021; parsing as in PEFT-Bench");
	}

	@Override
	double of(String expected, String predicted) {
		OptionalDouble wanted = answer(expected);
		OptionalDouble given = answer(predicted);
		return wanted.isPresent() && given.isPresent() && Math.abs(wanted.getAsDouble() - given.getAsDouble()) < TOLERANCE ? 1 : 0;
	}

	/** The number after the last mark; empty where there is none. */
	static OptionalDouble answer(String text) {
		int mark = text.lastIndexOf(MARK);
		return mark < 0 ? OptionalDouble.empty() : Numbers.parse(text.substring(mark + MARK.length()).strip().replace(",", "").replace("%", ""));
	}

}
