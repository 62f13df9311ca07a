package org.peftboard.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How far two measurements of one configuration may lie apart before the later one is suspect.
 *
 * <pre>
 *   bound = {@value #DEVIATIONS} · 1.4826 · median |d|
 * </pre>
 *
 * <p>d: differences between successive repeats that were measured here, about 0 because nothing changed between them. Successive, so that a machine that drifts slowly does
 * not widen the bound. Not below what the rules let repeats differ by, and not above twice the fixed bound, so that nobody widens it at will by repeating what scatters.
 * With fewer than {@value #FEWEST} differences the fixed bound holds.
 *
 * <p>Source of the robust deviation: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
 *
 * @param most   greatest distance: points of score, or of a cost's logarithm
 * @param source where it comes from, in words
 */
record RepeatBound(double most, String source) {

	static final int FEWEST = 10;

	static final double DEVIATIONS = 6;

	private static final double NORMAL = 1.4826;

	/**
	 * Calibrates a bound.
	 *
	 * @param differences between successive repeats, of either sign
	 * @param least       bound that is never undercut
	 * @param fixed       bound while too few repeats are known
	 */
	static RepeatBound of(List<Double> differences, double least, double fixed) {
		if (differences.size() < FEWEST) {
			return new RepeatBound(fixed, String.format(Locale.ROOT, "fixed bound: %d repeats are known here, %d are needed to calibrate it", differences.size(), FEWEST));
		}
		double calibrated = DEVIATIONS * NORMAL * median(differences.stream().mapToDouble(Math::abs).toArray());
		return new RepeatBound(Math.max(least, Math.min(calibrated, 2 * fixed)),
				String.format(Locale.ROOT, "bound calibrated from %d repeats here", differences.size()));
	}

	/** Of at least one value; the mean of the middle two of an even number. */
	static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
