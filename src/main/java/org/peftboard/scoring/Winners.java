package org.peftboard.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who leads where in the space of weights.
 *
 * @param shares  share of the weight cube [0, {@value #CUBE}]³ in which each row leads, 0 to 1, by id: counted over {@value #POINTS} points
 *                of Halton's sequence in bases 2, 3 and 5, the same for every reader. Equal rows count for the first by id.
 * @param nowhere ids of the rows that lead alone at no weights, however large: dominated, or never on top
 */
public record Winners(Map<String, Double> shares, Set<String> nowhere) {

	public static final int POINTS = 4096;

	public static final double CUBE = 3;

	private static final int[] BASES = { 2, 3, 5 };

	public static Winners of(List<Line> lines) {
		List<Line> front = front(lines);
		Set<String> nowhere = new HashSet<>();
		lines.forEach(line -> nowhere.add(line.id()));
		front.stream().filter(line -> Feasible.leadsSomewhere(line, front)).forEach(line -> nowhere.remove(line.id()));
		return new Winners(shares(lines, front), Set.copyOf(nowhere));
	}

	/** The rows that no other row dominates, in the order of ids: only they can lead alone. */
	static List<Line> front(List<Line> lines) {
		List<Line> sorted = lines.stream()
			.sorted(Comparator.comparingDouble(Line::logScore)
				.reversed()
				.thenComparingDouble(line -> line.parameters() + line.latency() + line.memory())
				.thenComparing(Line::id))
			.toList();
		List<Line> kept = new ArrayList<>();
		for (Line line : sorted) {
			if (kept.stream().noneMatch(other -> other.dominates(line))) {
				kept.add(line);
			}
		}
		kept.sort(Comparator.comparing(Line::id));
		return List.copyOf(kept);
	}

	private static Map<String, Double> shares(List<Line> lines, List<Line> front) {
		Map<String, Double> won = new LinkedHashMap<>();
		lines.forEach(line -> won.put(line.id(), 0.0));
		for (int index = 1; index <= POINTS && !front.isEmpty(); index++) {
			Weights point = new Weights(CUBE * halton(index, BASES[0]), CUBE * halton(index, BASES[1]), CUBE * halton(index, BASES[2]));
			won.merge(leader(front, point).id(), 1.0 / POINTS, Double::sum);
		}
		return won;
	}

	/** The row on top at these weights, of equal ones the first. */
	static Line leader(List<Line> lines, Weights weights) {
		Line leader = lines.get(0);
		for (Line line : lines) {
			leader = line.at(weights) > leader.at(weights) ? line : leader;
		}
		return leader;
	}

	private static double halton(int index, int base) {
		double value = 0;
		double part = 1;
		for (int rest = index; rest > 0; rest /= base) {
			part /= base;
			value += part * (rest % base);
		}
		return value;
	}

}
