package org.peftboard.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
		Set<Weight> counted = costs.isEmpty() ? EnumSet.noneOf(Weight.class) : EnumSet.copyOf(costs);
		List<Candidate> sorted = rows.stream()
			.filter(row -> counted.stream().allMatch(weight -> cost(row, weight) != null))
			.sorted(Comparator.comparingDouble(Candidate::score)
				.reversed()
				.thenComparingDouble(row -> counted.stream().mapToDouble(weight -> known(row, weight)).sum())
				.thenComparing(Candidate::id))
			.toList();
		List<Candidate> front = new ArrayList<>();
		Map<String, String> found = new HashMap<>();
		for (Candidate row : sorted) {
			Optional<Candidate> better = front.stream().filter(other -> dominates(other, row, counted)).findFirst();
			better.ifPresentOrElse(other -> found.put(row.id(), other.id()), () -> front.add(row));
		}
		return found;
	}

	private static boolean dominates(Candidate other, Candidate row, Set<Weight> costs) {
		return costs.stream().allMatch(weight -> known(other, weight) <= known(row, weight))
				&& (other.score() > row.score() || costs.stream().anyMatch(weight -> known(other, weight) < known(row, weight)));
	}

	private static double known(Candidate row, Weight weight) {
		Double cost = cost(row, weight);
		return cost == null ? Double.NaN : cost;
	}

	private static @Nullable Double cost(Candidate row, Weight weight) {
		return switch (weight) {
			case ALPHA -> row.parameters();
			case BETA -> row.latency();
			case GAMMA -> row.memory();
		};
	}

}
