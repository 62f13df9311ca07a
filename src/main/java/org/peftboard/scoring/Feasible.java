package org.peftboard.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Whether a row leads at some weights: a linear programme in three variables, solved by Seidel's incremental method. Where the best point so
 * far violates the next bound, the new best point lies on that bound, which takes away one variable.
 *
 * <p>Source: R. Seidel, Small-dimensional linear programming and convex hulls made easy, Discrete &amp; Computational Geometry 6, 1991.
 */
final class Feasible {

	/** "However large" ends here: beyond it, differences of shares near the rounding error would decide. */
	private static final double LARGEST = 1e6;

	private static final double EPSILON = 1e-12;

	private Feasible() {
	}

	/** {@code slopes · w ≤ most} */
	private record Bound(double[] slopes, double most) {
	}

	static boolean leadsSomewhere(Line line, List<Line> lines) {
		List<Bound> bounds = lines.stream().filter(other -> !other.equals(line)).map(other -> notBehind(line, other)).toList();
		return least(bounds, new double[] { 1, 1, 1 }) != null;
	}

	private static Bound notBehind(Line line, Line other) {
		double[] slopes = { line.parameters() - other.parameters(), line.latency() - other.latency(), line.memory() - other.memory() };
		return new Bound(slopes, line.logScore() - other.logScore());
	}

	/** The point of the box [0, LARGEST]ⁿ within all bounds that has the least {@code objective · w}; null where there is none. */
	private static double @Nullable [] least(List<Bound> bounds, double[] objective) {
		if (objective.length == 1) {
			return leastOnLine(bounds, objective[0]);
		}
		double[] best = IntStream.range(0, objective.length).mapToDouble(k -> objective[k] >= 0 ? 0 : LARGEST).toArray();
		for (int index = 0; index < bounds.size(); index++) {
			if (dot(bounds.get(index).slopes, best) > bounds.get(index).most + EPSILON) {
				best = leastOn(bounds.get(index), bounds.subList(0, index), objective);
				if (best == null) {
					return null;
				}
			}
		}
		return best;
	}

	private static double @Nullable [] leastOnLine(List<Bound> bounds, double objective) {
		double low = 0;
		double high = LARGEST;
		for (Bound bound : bounds) {
			double slope = bound.slopes[0];
			if (Math.abs(slope) < EPSILON) {
				if (bound.most < -EPSILON) {
					return null;
				}
			}
			else if (slope > 0) {
				high = Math.min(high, bound.most / slope);
			}
			else {
				low = Math.max(low, bound.most / slope);
			}
		}
		return low > high + EPSILON * Math.max(1, Math.abs(high)) ? null : new double[] { objective >= 0 ? low : high };
	}

	/** The same where the bound holds with equality: the variable with the largest slope is replaced by what the others make it. */
	private static double @Nullable [] leastOn(Bound plane, List<Bound> bounds, double[] objective) {
		int pivot = largest(plane.slopes);
		double by = plane.slopes[pivot];
		if (Math.abs(by) < EPSILON) {
			return null;
		}
		double[] slopes = scaled(without(plane.slopes, pivot), -1 / by);
		double constant = plane.most / by;
		List<Bound> reduced = new ArrayList<>();
		for (Bound bound : bounds) {
			reduced.add(new Bound(plus(without(bound.slopes, pivot), slopes, bound.slopes[pivot]), bound.most - bound.slopes[pivot] * constant));
		}
		reduced.add(new Bound(scaled(slopes, -1), constant));
		reduced.add(new Bound(slopes, LARGEST - constant));
		double[] rest = least(reduced, plus(without(objective, pivot), slopes, objective[pivot]));
		return rest == null ? null : with(rest, pivot, constant + dot(slopes, rest));
	}

	private static int largest(double[] values) {
		int most = 0;
		for (int k = 1; k < values.length; k++) {
			most = Math.abs(values[k]) > Math.abs(values[most]) ? k : most;
		}
		return most;
	}

	private static double[] without(double[] values, int index) {
		return IntStream.range(0, values.length).filter(k -> k != index).mapToDouble(k -> values[k]).toArray();
	}

	private static double[] with(double[] values, int index, double value) {
		return IntStream.rangeClosed(0, values.length)
			.mapToDouble(k -> k == index ? value : values[k < index ? k : k - 1])
			.toArray();
	}

	private static double[] scaled(double[] values, double by) {
		return IntStream.range(0, values.length).mapToDouble(k -> values[k] * by).toArray();
	}

	private static double[] plus(double[] values, double[] others, double times) {
		return IntStream.range(0, values.length).mapToDouble(k -> values[k] + times * others[k]).toArray();
	}

	private static double dot(double[] a, double[] b) {
		return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
	}

}
