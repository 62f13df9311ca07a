package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A metric of the whole list that needs only sums over its items: counts of matching n-grams, say. Kept apart from the score, so that an interval over a
 * thousand resamples reads each text once.
 */
public abstract class SumMetric implements Metric {

	/** What is added up, always as many numbers. */
	protected abstract double[] statistics(String expected, String predicted);

	/** The value from the sums. */
	protected abstract double score(double[] sums);

	@Override
	public final double score(List<String> expected, List<String> predicted) {
		return resampled(expected, predicted).applyAsDouble(IntStream.range(0, expected.size()).toArray());
	}

	@Override
	public final OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

	@Override
	public final ToDoubleFunction<int[]> resampled(List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		List<double[]> items = IntStream.range(0, expected.size()).mapToObj(index -> statistics(expected.get(index), predicted.get(index))).toList();
		return picks -> score(sums(items, picks));
	}

	private static double[] sums(List<double[]> items, int[] picks) {
		double[] sums = new double[items.get(0).length];
		for (int pick : picks) {
			double[] item = items.get(pick);
			for (int place = 0; place < sums.length; place++) {
				sums[place] += item[place];
			}
		}
		return sums;
	}

}
