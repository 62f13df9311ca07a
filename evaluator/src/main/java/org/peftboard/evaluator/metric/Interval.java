package org.peftboard.evaluator.metric;

/**
 * A bootstrap interval of a score.
 *
 * @param low        its lower end
 * @param median     median of the resampled scores
 * @param high       its upper end
 * @param confidence share of the resampled scores inside, 0 to 1
 */
public record Interval(double low, double median, double high, double confidence) {
}
