package org.peftboard.evaluator.metric;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * F1 of the positive label, the second of the task's two: 2 · hits ÷ (items expected to be it + items predicted to be it).
 *
 * <p>White space at the ends is left out. A prediction that is neither label ("duplicat") is not positive: it misses an item that is, and costs nothing
 * where the other label was expected; {@link PeftBenchF1} counts it as wrong there too. No positive item and no positive prediction give 0.
 */
final class F1 extends SumMetric {

	private final List<String> labels;

	F1() {
		this(List.of());
	}

	private F1(List<String> labels) {
		this.labels = labels;
	}

	@Override
	public MetricCard card() {
		return new MetricCard("f1", "F1", true, "Harmonic mean of precision and recall of the second label.",
				"usual definition; agrees with scikit-learn's f1_score(pos_label=…)");
	}

	@Override
	public Metric forLabels(List<String> labels) {
		return new F1(Labels.two("f1", labels));
	}

	@Override
	protected double[] statistics(String expected, String predicted) {
		String positive = Labels.two("f1", labels).get(1);
		boolean wanted = expected.strip().equals(positive);
		boolean given = predicted.strip().equals(positive);
		return new double[] { wanted && given ? 1 : 0, (wanted ? 1 : 0) + (given ? 1 : 0) };
	}

	@Override
	protected double score(double[] sums) {
		return sums[0] == 0 ? 0 : 2 * sums[0] / sums[1];
	}

}
