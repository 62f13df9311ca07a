package org.peftboard.evaluator.metric;

import java.util.Optional;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * SVAMP's equation accuracy as PEFT-Bench reports it: share of items whose prediction is true and the expected equation letter by letter, the number after
 * the equals sign by value.
 *
 * <p>White space counts: "(1+1) = 2" is not "( 1 + 1 ) = 2", for the original's pattern for white space matches none.
 */
final class SvampGoldEquation extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("svamp-gold-equation", "Equation match (SVAMP)", true,
				"Share of items whose prediction is true and the expected equation, white space included.", "PEFT-Bench, compute_metrics.py");
	}

	@Override
	double of(String expected, String predicted) {
		Optional<SvampEquation> wanted = SvampEquation.of(expected);
		return SvampEquation.of(predicted)
			.filter(SvampEquation::isTrue)
			.filter(given -> wanted.isPresent() && given.isWrittenAs(wanted.get()))
			.isPresent() ? 1 : 0;
	}

}
