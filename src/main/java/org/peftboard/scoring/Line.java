package org.peftboard.scoring;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.peftboard.catalog.References;

/**
 * A row as a function of the weights, {@code u(w) = ln S − α·p − β·l − γ·m}: linear, so where rows swap can be said exactly.
 *
 * @param logScore   natural logarithm of the task score, 0 to 100
 * @param parameters what one unit of α takes off
 * @param latency    what one unit of β takes off
 * @param memory     what one unit of γ takes off
 */
public record Line(String id, double logScore, double parameters, double latency, double memory) {

	private static final double TIE = 1e9;

	/** The candidates that have a line, in the order of their ids: all costs known, and a score above 0. */
	public static List<Line> of(List<Candidate> candidates, ScoreVersion version, References references) {
		return candidates.stream()
			.filter(row -> row.score() > 0 && row.complete())
			.map(row -> of(row, version, references))
			.sorted(Comparator.comparing(Line::id))
			.toList();
	}

	/** The line with this id, of lines in the order of their ids. */
	public static Optional<Line> find(List<Line> sorted, String id) {
		int low = 0;
		int high = sorted.size() - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = sorted.get(middle).id.compareTo(id);
			if (order == 0) {
				return Optional.of(sorted.get(middle));
			}
			low = order < 0 ? middle + 1 : low;
			high = order < 0 ? high : middle - 1;
		}
		return Optional.empty();
	}

	private static Line of(Candidate row, ScoreVersion version, References references) {
		Penalties shares = version.penalties(Objects.requireNonNull(row.parameters()), Objects.requireNonNull(row.latency()),
				Objects.requireNonNull(row.memory()), Weights.DEFAULT, references);
		return new Line(row.id(), Math.log(row.score()), shares.parameters(), shares.latency(), shares.memory());
	}

	public double at(Weights weights) {
		return logScore - weights.alpha() * parameters - weights.beta() * latency - weights.gamma() * memory;
	}

	/** What one unit of this weight takes off. */
	double share(Weight weight) {
		return switch (weight) {
			case ALPHA -> parameters;
			case BETA -> latency;
			case GAMMA -> memory;
		};
	}

	/** Whether both have the same rank under these weights, as {@link Ranking} compares them. */
	boolean tiedWith(Line other, Weights weights) {
		return Math.floor(at(weights) * TIE + 0.5) == Math.floor(other.at(weights) * TIE + 0.5);
	}

	/** At least as good in everything, and better in something. */
	boolean dominates(Line other) {
		boolean better = logScore > other.logScore || parameters < other.parameters || latency < other.latency || memory < other.memory;
		return better && logScore >= other.logScore && parameters <= other.parameters && latency <= other.latency
				&& memory <= other.memory;
	}

}
