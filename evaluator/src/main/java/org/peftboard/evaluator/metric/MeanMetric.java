package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A metric whose score is the mean over its items. */
abstract class MeanMetric implements Metric {

	/** 0 to 1 */
	abstract double of(String expected, String predicted);

	@Override
	public final double score(List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		return IntStream.range(0, expected.size())
			.mapToDouble(index -> of(expected.get(index), predicted.get(index)))
			.average()
			.orElseThrow();
	}

	@Override
	public final OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.of(of(expected, predicted));
	}

}
