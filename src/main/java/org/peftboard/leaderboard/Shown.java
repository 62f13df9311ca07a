package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Ranking;

/**
 * The rows that a query shows, in the order in which it shows them. Ranks are those of the whole board: a filter moves no row.
 *
 * @param ranked     rows with a place that pass the filter
 * @param unranked   the base model, where it passes
 * @param incomplete rows that lack something, where they pass
 * @param ranking    of the whole board
 */
record Shown(List<Entry> ranked, List<Entry> unranked, List<Entry> incomplete, Ranking ranking) {

	/**
	 * One row.
	 *
	 * @param place   absent where it has no rank
	 * @param rise    ranks above where it stands with every weight 1
	 * @param missing what is not known: score, parameters, latency, memory
	 */
	record Entry(StoredResult row, Ranking.@Nullable Place place, int rise, List<String> missing) {
	}

	static Shown of(Standing standing, BoardQuery query) {
		Ranking ranking = standing.ranking(query.score(), query.references(), query.weights());
		Map<String, Integer> before = standing.byDefault(query.score(), query.references()).ranks();
		Predicate<StoredResult> filter = query.filter().predicate();
		List<Entry> ranked = ranking.places()
			.stream()
			.map(place -> new Entry(standing.index().row(place.id()), place, before.getOrDefault(place.id(), place.rank()) - place.rank(), List.of()))
			.filter(entry -> filter.test(entry.row()))
			.toList();
		return new Shown(query.sorting().sorted(ranked), unranked(standing, filter), incomplete(standing, ranking, filter), ranking);
	}

	/** How many rows of the board have a place. */
	int total() {
		return ranking.places().size();
	}

	/** The largest penalty of any row with a place. */
	double longest() {
		return ranking.places().stream().mapToDouble(place -> place.penalties().total()).max().orElse(0);
	}

	/** The rank of a row that has a place. */
	int rankOf(String id) {
		return ranking.places().stream().filter(place -> place.id().equals(id)).findFirst().orElseThrow().rank();
	}

	private static List<Entry> unranked(Standing standing, Predicate<StoredResult> filter) {
		return standing.rows()
			.stream()
			.filter(row -> row.trainsNothing() && filter.test(row))
			.map(row -> new Entry(row, null, 0, List.of()))
			.toList();
	}

	private static List<Entry> incomplete(Standing standing, Ranking ranking, Predicate<StoredResult> filter) {
		Map<String, List<String>> missing = new HashMap<>();
		ranking.incomplete().forEach(row -> missing.put(row.id(), row.missing()));
		standing.withoutScore().forEach(row -> missing.put(row.publicId(), missing(row)));
		return standing.rows()
			.stream()
			.filter(row -> missing.containsKey(row.publicId()) && filter.test(row))
			.map(row -> new Entry(row, null, 0, missing.get(row.publicId())))
			.toList();
	}

	private static List<String> missing(StoredResult row) {
		List<String> missing = new ArrayList<>();
		missing.add("score");
		if (row.parameterCost() == null) {
			missing.add("parameters");
		}
		if (row.latencyCost() == null) {
			missing.add("latency");
		}
		if (row.memoryCost() == null) {
			missing.add("memory");
		}
		return List.copyOf(missing);
	}

	/** The ranked rows of one page. */
	List<Entry> page(int page) {
		int from = Math.min((page - 1) * BoardQuery.PAGE_ROWS, ranked.size());
		return ranked.subList(from, Math.min(from + BoardQuery.PAGE_ROWS, ranked.size()));
	}

	int pages() {
		return Math.max(1, (ranked.size() + BoardQuery.PAGE_ROWS - 1) / BoardQuery.PAGE_ROWS);
	}

}
