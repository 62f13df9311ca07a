package org.peftboard.evaluator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The percentile bootstrap: as many items are drawn with replacement as there are, the score of the draw is taken, again and again; the interval leaves out
 * (1 − confidence) ÷ 2 of these scores at each end. Percentiles are interpolated linearly between neighbours.
 *
 * <p>It tells how far the score depends on the choice of test items, and nothing about seeds of training. Same items, same seed, same interval.
 *
 * <p>Source: Efron, Bootstrap Methods, Annals of Statistics 7, 1979; percentiles as numpy's default and google-research {@code rouge_score}.
 */
public final class Bootstrap {

	public static final int RESAMPLES = 1000;

	public static final double CONFIDENCE = 0.95;

	private static final long SEED = 0;

	private Bootstrap() {
	}

	/** The {@value #CONFIDENCE} interval of a metric over {@value #RESAMPLES} resamples. */
	public static Interval of(Metric metric, List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		return of(metric.resampled(expected, predicted), expected.size(), CONFIDENCE, RESAMPLES, SEED);
	}

	/**
	 * @param score      the value over picked items
	 * @param items      how many there are, at least 1
	 * @param confidence 0 to 1
	 * @param resamples  at least 1
	 * @throws IllegalArgumentException naming what is out of bounds
	 */
	public static Interval of(ToDoubleFunction<int[]> score, int items, double confidence, int resamples, long seed) {
		require(items >= 1, "items: got " + items + ", need at least 1");
		require(confidence >= 0 && confidence <= 1, "confidence: got " + confidence + ", need 0 to 1");
		require(resamples >= 1, "resamples: got " + resamples + ", need at least 1");
		SplittableRandom random = new SplittableRandom(seed);
		double[] scores = IntStream.range(0, resamples).mapToDouble(resample -> score.applyAsDouble(draw(items, random))).sorted().toArray();
		double outside = (1 - confidence) / 2;
		return new Interval(percentile(scores, outside), percentile(scores, 0.5), percentile(scores, 1 - outside), confidence);
	}

	private static int[] draw(int items, SplittableRandom random) {
		int[] picks = new int[items];
		Arrays.setAll(picks, place -> random.nextInt(items));
		return picks;
	}

	private static double percentile(double[] sorted, double share) {
		double place = share * (sorted.length - 1);
		int below = (int) Math.floor(place);
		int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
	}

	private static void require(boolean holds, String message) {
		if (!holds) {
			throw new IllegalArgumentException(message);
		}
	}

}
