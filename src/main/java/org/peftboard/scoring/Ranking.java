package org.peftboard.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.References;

/**
 * The rows of a board in the order of PSCP, best first.
 *
 * <p>Rows are compared by {@code u = ln S − penalties}, rounded to 10⁻⁹, so that both implementations agree on what a tie is. Tied rows
 * share the better rank and stand in the order of their ids; the rank after n tied rows is n higher (1, 2, 2, 4). A row with an absent
 * cost is incomplete and never ranked, whatever the weights; nothing is imputed. S ≤ 0 gives PSCP 0, below chance, and the last rank.
 *
 * @param places     the ranked rows
 * @param incomplete the rows that lack a cost, in the order of their ids
 */
public record Ranking(List<Place> places, List<Incomplete> incomplete) {

	private static final double TIE = 1e9;

	/**
	 * A ranked row.
	 *
	 * @param rank        1 is best
	 * @param tied        whether another row has the same rank
	 * @param pscp        0 to 100
	 * @param belowChance whether the task score was 0 or less, so that no cost matters
	 */
	public record Place(String id, int rank, boolean tied, double pscp, Penalties penalties, boolean belowChance) {
	}

	/**
	 * A row that cannot be ranked.
	 *
	 * @param missing the absent costs: parameters, latency, memory
	 */
	public record Incomplete(String id, List<String> missing) {
	}

	private record Scored(String id, double pscp, Penalties penalties, boolean belowChance, double key) {
	}

	/** Ranks the candidates; the order in which they are given does not matter. */
	public static Ranking of(List<Candidate> candidates, ScoreVersion version, Weights weights, References references) {
		List<Scored> scored = candidates.stream()
			.filter(Candidate::complete)
			.map(candidate -> scored(candidate, version, weights, references))
			.sorted(Comparator.comparingDouble(Scored::key).reversed().thenComparing(Scored::id))
			.toList();
		List<Incomplete> incomplete = candidates.stream()
			.filter(candidate -> !candidate.complete())
			.map(candidate -> new Incomplete(candidate.id(), missing(candidate)))
			.sorted(Comparator.comparing(Incomplete::id))
			.toList();
		return new Ranking(places(scored), incomplete);
	}

	/**
	 * References that are the largest costs among the candidates: relative, so they change when rows change. A cost that all rows have as
	 * 0 takes nothing off.
	 */
	public static References largestOf(List<Candidate> candidates) {
		return new References(largest(candidates, Candidate::parameters), largest(candidates, Candidate::latency),
				largest(candidates, Candidate::memory), 0, "Largest of the rows shown; changes when rows change.");
	}

	private static double largest(List<Candidate> candidates, Function<Candidate, @Nullable Double> cost) {
		double largest = candidates.stream().map(cost).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max().orElse(0);
		return largest > 0 ? largest : 1;
	}

	/** Ranks by id. */
	public Map<String, Integer> ranks() {
		return places.stream().collect(Collectors.toUnmodifiableMap(Place::id, Place::rank));
	}

	private static List<String> missing(Candidate candidate) {
		List<String> missing = new ArrayList<>();
		if (candidate.parameters() == null) {
			missing.add("parameters");
		}
		if (candidate.latency() == null) {
			missing.add("latency");
		}
		if (candidate.memory() == null) {
			missing.add("memory");
		}
		return List.copyOf(missing);
	}

	private static Scored scored(Candidate candidate, ScoreVersion version, Weights weights, References references) {
		Penalties penalties = version.penalties(Objects.requireNonNull(candidate.parameters()), Objects.requireNonNull(candidate.latency()),
				Objects.requireNonNull(candidate.memory()), weights, references);
		if (candidate.score() <= 0) {
			return new Scored(candidate.id(), 0, penalties, true, Double.NEGATIVE_INFINITY);
		}
		double pscp = candidate.score() * Math.exp(-penalties.total());
		double key = Math.floor((Math.log(candidate.score()) - penalties.total()) * TIE + 0.5);
		return new Scored(candidate.id(), pscp, penalties, false, key);
	}

	private static List<Place> places(List<Scored> sorted) {
		List<Place> places = new ArrayList<>();
		int rank = 1;
		for (int index = 0; index < sorted.size(); index++) {
			Scored row = sorted.get(index);
			boolean asBefore = index > 0 && sorted.get(index - 1).key() == row.key();
			boolean asAfter = index + 1 < sorted.size() && sorted.get(index + 1).key() == row.key();
			rank = asBefore ? rank : index + 1;
			places.add(new Place(row.id(), rank, asBefore || asAfter, row.pscp(), row.penalties(), row.belowChance()));
		}
		return List.copyOf(places);
	}

}
