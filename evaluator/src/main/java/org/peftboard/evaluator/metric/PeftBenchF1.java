package org.peftboard.evaluator.metric;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * F1 of the second label as PEFT-Bench publishes it: a prediction that is neither label counts as the wrong one of the two, case does not count.
 *
 * <p>So an invalid prediction where the first label was expected is a false positive, which {@link F1} does not count. Texts are prepared as {@link
 * PeftBench} says. No positive item and no positive prediction give 0.
 */
final class PeftBenchF1 extends SumMetric {

	private static final String ID = "peft-bench-f1";

	private final List<String> labels;

	PeftBenchF1() {
		this(List.of());
	}

	private PeftBenchF1(List<String> labels) {
		this.labels = labels;
	}

	@Override
	public MetricCard card() {
		return new MetricCard(ID, "F1 (PEFT-Bench)", true, "F1 of the second label; a prediction that is no label counts as the wrong one of the two.",
				"PEFT-Bench, compute_metrics.py");
	}

	@Override
	public Metric forLabels(List<String> labels) {
		return new PeftBenchF1(PeftBench.lowerCased(Labels.two(ID, labels)));
	}

	@Override
	protected double[] statistics(String expected, String predicted) {
		String positive = Labels.two(ID, labels).get(1);
		String wanted = PeftBench.first16(expected);
		String given = PeftBench.labelOr(PeftBench.first16(predicted), wanted, labels);
		boolean isWanted = wanted.equals(positive);
		boolean isGiven = given.equals(positive);
		return new double[] { isWanted && isGiven ? 1 : 0, (isWanted ? 1 : 0) + (isGiven ? 1 : 0) };
	}

	@Override
	protected double score(double[] sums) {
		return sums[0] == 0 ? 0 : 2 * sums[0] / sums[1];
	}

}
