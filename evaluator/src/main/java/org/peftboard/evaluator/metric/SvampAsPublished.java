package org.peftboard.evaluator.metric;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * SVAMP's accuracy as PEFT-Bench publishes it: share of items whose prediction is any true equation, {@link SvampEquation}.
 *
 * <p>The expected answer is not compared: "(1 + 1) = 2" is right for every question. {@link SvampAccuracy} asks for the answer too.
 */
final class SvampAsPublished extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("svamp-accuracy-as-published", "Accuracy (SVAMP, as published)", true,
				"Share of items whose prediction is any arithmetically true equation; the expected answer is not compared.", "PEFT-Bench, compute_metrics.py");
	}

	@Override
	double of(String expected, String predicted) {
		return SvampEquation.of(predicted).filter(SvampEquation::isTrue).isPresent() ? 1 : 0;
	}

}
