package org.peftboard.evaluator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Pearson's correlation of expected and predicted numbers, −1 to 1: Σ(x − x̄)(y − ȳ) ÷ √(Σ(x − x̄)² · Σ(y − ȳ)²).
 *
 * <p>A text that is no finite number counts as −1, as PEFT-Bench has it. Where one side is constant, or there is one item, scipy gives no number; here it is
 * 0, for a model that always writes the same has shown no correlation.
 */
final class Pearson implements Metric {

	@Override
	public MetricCard card() {
		return new MetricCard("pearson", "Pearson correlation", true, "Linear correlation of expected and predicted numbers, −1 to 1.",
				"usual definition; agrees with scipy's pearsonr; a text that is no number counts as −1, as in PEFT-Bench");
	}

	@Override
	public double score(List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		return correlation(Numbers.ofEach(expected), Numbers.ofEach(predicted));
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

	static double correlation(double[] x, double[] y) {
		double[] centredX = centred(x);
		double[] centredY = centred(y);
		double length = Math.sqrt(product(centredX, centredX)) * Math.sqrt(product(centredY, centredY));
		return length == 0 ? 0 : Math.max(-1, Math.min(1, product(centredX, centredY) / length));
	}

	/** The values less their mean; exactly 0 where all are equal. */
	private static double[] centred(double[] values) {
		boolean constant = Arrays.stream(values).allMatch(value -> value == values[0]);
		double mean = constant ? values[0] : Arrays.stream(values).average().orElseThrow();
		return Arrays.stream(values).map(value -> value - mean).toArray();
	}

	private static double product(double[] x, double[] y) {
		double product = 0;
		for (int index = 0; index < x.length; index++) {
			product += x[index] * y[index];
		}
		return product;
	}

}
