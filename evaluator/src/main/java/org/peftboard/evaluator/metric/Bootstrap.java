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
 * <p>With one training run it tells how far the score depends on the choice of test items, and nothing about seeds of training. Same items, same seed, same
 * interval.
 *
 * <p>Source: Efron, Bootstrap Methods, Annals of Statistics 7, 1979; percentiles as numpy's default and google-research {@code rouge_score}.
 */
public final class Bootstrap {

	public static final int RESAMPLES = 1000;

	public static final double CONFIDENCE = 0.95;

	public static final long SEED = 0;

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
		return interval(replicates(List.of(score), items, resamples, seed), confidence);
	}

	/**
	 * Resampled scores of several training runs tested on the same items: each time the items are drawn, the same for every run, and as many runs as there are,
	 * both with replacement; the score is the mean over the drawn runs. With one run only the items vary.
	 *
	 * @param runs      the value over picked items, by run; at least one
	 * @param items     how many there are, at least 1
	 * @param resamples at least 1
	 * @throws IllegalArgumentException naming what is out of bounds
	 */
	public static double[] replicates(List<ToDoubleFunction<int[]>> runs, int items, int resamples, long seed) {
		require(!runs.isEmpty(), "runs: got none, need at least 1");
		require(items >= 1, "items: got " + items + ", need at least 1");
		require(resamples >= 1, "resamples: got " + resamples + ", need at least 1");
		SplittableRandom random = new SplittableRandom(seed);
		return IntStream.range(0, resamples).mapToDouble(resample -> replicate(runs, draw(items, random), random)).toArray();
	}

	private static double replicate(List<ToDoubleFunction<int[]>> runs, int[] picks, SplittableRandom random) {
		if (runs.size() == 1) {
			return runs.get(0).applyAsDouble(picks);
		}
		double[] scores = runs.stream().mapToDouble(run -> run.applyAsDouble(picks)).toArray();
		return Arrays.stream(draw(scores.length, random)).mapToDouble(run -> scores[run]).average().orElseThrow();
	}

	/** @param confidence 0 to 1 */
	public static Interval interval(double[] replicates, double confidence) {
		require(confidence >= 0 && confidence <= 1, "confidence: got " + confidence + ", need 0 to 1");
		double[] sorted = Arrays.stream(replicates).sorted().toArray();
		double outside = (1 - confidence) / 2;
		return new Interval(percentile(sorted, outside), percentile(sorted, 0.5), percentile(sorted, 1 - outside), confidence);
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
