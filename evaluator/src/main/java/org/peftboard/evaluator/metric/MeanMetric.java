package org.peftboard.evaluator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A metric whose score is the mean over its items. */
abstract class MeanMetric implements Metric {

	/** 0 to 1 */
	abstract double of(String expected, String predicted);

	@Override
	public final double score(List<String> expected, List<String> predicted) {
		return Arrays.stream(items(expected, predicted)).average().orElseThrow();
	}

	@Override
	public final OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.of(of(expected, predicted));
	}

	@Override
	public final ToDoubleFunction<int[]> resampled(List<String> expected, List<String> predicted) {
		double[] items = items(expected, predicted);
		return picks -> Arrays.stream(picks).mapToDouble(pick -> items[pick]).average().orElseThrow();
	}

	private double[] items(List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		return IntStream.range(0, expected.size()).mapToDouble(index -> of(expected.get(index), predicted.get(index))).toArray();
	}

}
