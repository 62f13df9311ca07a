package org.peftboard.evaluator.metric;

import java.util.Optional;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * SVAMP's accuracy, corrected: share of items whose prediction is a true equation, {@link SvampEquation}, with the expected answer after the equals sign.
 *
 * <p>Any true equation with that answer is right: "(5 + 1) = 6" is where "(8 - 2) = 6" was expected. Never above {@link SvampAsPublished}.
 */
final class SvampAccuracy extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("svamp-accuracy", "Accuracy (SVAMP)", true, "Share of items whose prediction is a true equation with the expected answer.",
				"Patel et al., SVAMP, 2021; equations as in PEFT-Bench, and the answer compared");
	}

	@Override
	double of(String expected, String predicted) {
		Optional<SvampEquation> wanted = SvampEquation.of(expected);
		return SvampEquation.of(predicted)
			.filter(SvampEquation::isTrue)
			.filter(given -> wanted.isPresent() && given.hasAnswerOf(wanted.get()))
			.isPresent() ? 1 : 0;
	}

}
