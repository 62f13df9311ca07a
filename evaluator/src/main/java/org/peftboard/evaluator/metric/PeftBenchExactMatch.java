package org.peftboard.evaluator.metric;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Exact match as PEFT-Bench publishes it: only the first 16 characters are compared, case does not count.
 *
 * <p>Two long answers that begin alike are equal here; {@link ExactMatch} compares them whole. Texts are prepared as {@link PeftBench} says.
 */
final class PeftBenchExactMatch extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("peft-bench-exact-match", "Exact match (PEFT-Bench)", true,
				"Share of items whose first 16 characters are the expected ones; case does not count.", "PEFT-Bench, compute_metrics.py");
	}

	@Override
	double of(String expected, String predicted) {
		return PeftBench.first16(expected).equals(PeftBench.first16(predicted)) ? 1 : 0;
	}

}
