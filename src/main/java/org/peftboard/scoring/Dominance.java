package org.peftboard.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Which rows another row beats in everything that is shown. */
public final class Dominance {

	private Dominance() {
	}

	/**
	 * For each row that some other row dominates, the best such row: no lower score, no higher cost in any of the costs given, and better in
	 * one of them. A row without one of these costs neither dominates nor is dominated.
	 *
	 * @param costs those that count, by their weights
	 * @return the id of the row that dominates, by the id of the one dominated: of several, the one with the highest score
	 */
	public static Map<String, String> of(List<Candidate> rows, Set<Weight> costs) {
		List<Point> sorted = rows.stream()
			.map(row -> new Point(row.id(), row.score(), costs.stream().mapToDouble(weight -> cost(row, weight)).toArray()))
			.filter(point -> Arrays.stream(point.costs).noneMatch(Double::isNaN))
			.sorted(Comparator.comparingDouble(Point::score).reversed().thenComparingDouble(Point::sum).thenComparing(Point::id))
			.toList();
		List<Point> front = new ArrayList<>();
		Map<String, String> found = new HashMap<>();
		for (Point row : sorted) {
			Point better = first(front, row);
			if (better == null) {
				front.add(row);
			}
			else {
				found.put(row.id, better.id);
			}
		}
		return found;
	}

	/** A row as plain numbers: thousands of rows are held against hundreds. */
	private record Point(String id, double score, double[] costs) {

		double sum() {
			return Arrays.stream(costs).sum();
		}

		boolean dominates(Point other) {
			boolean better = score > other.score;
			for (int place = 0; place < costs.length; place++) {
				if (costs[place] > other.costs[place]) {
					return false;
				}
				better |= costs[place] < other.costs[place];
			}
			return better;
		}

	}

	private static @Nullable Point first(List<Point> front, Point row) {
		for (Point other : front) {
			if (other.dominates(row)) {
				return other;
			}
		}
		return null;
	}

	private static double cost(Candidate row, Weight weight) {
		Double cost = switch (weight) {
			case ALPHA -> row.parameters();
			case BETA -> row.latency();
			case GAMMA -> row.memory();
		};
		return cost == null ? Double.NaN : cost;
	}

}
