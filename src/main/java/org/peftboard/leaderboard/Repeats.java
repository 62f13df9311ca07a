package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.RowFacts;
import org.peftboard.leaderboard.Trust.Ends;
import org.peftboard.result.StoredResult;

/**
 * How far several runs of one configuration lie apart: the least and the greatest value. It is no confidence interval: of two or three runs nobody can tell one.
 *
 * <p>Runs of a measured row are all rows of its board that were trained with the same method and settings, re-runs with other seeds among them; runs of a published row are those
 * that its source dates. A quantity that fewer than two runs have is absent.
 *
 * @param runs how many there are, at least 2
 */
record Repeats(int runs, @Nullable Ends score, @Nullable Ends latency, @Nullable Ends memory) {

	private record Setting(String method, Map<String, Object> settings) {
	}

	/** By public id; a row that ran once is missing. */
	static Map<String, Repeats> of(List<StoredResult> rows) {
		Map<Setting, List<StoredResult>> bySetting = new HashMap<>();
		Map<String, Repeats> found = new HashMap<>();
		for (StoredResult row : rows) {
			RowFacts facts = row.facts();
			if (row.submitter() == null) {
				put(found, row, facts.runs(), RowFacts.Run::score, RowFacts.Run::latencyCost, RowFacts.Run::memoryCost);
			}
			else if (facts.config() != null && !row.uploaded()) {
				bySetting.computeIfAbsent(new Setting(row.methodId(), facts.config()), setting -> new ArrayList<>()).add(row);
			}
		}
		bySetting.values().forEach(runs -> runs.forEach(
				row -> put(found, row, runs, StoredResult::score, StoredResult::latencyCost, StoredResult::memoryCost)));
		return found;
	}

	private static <T> void put(Map<String, Repeats> found, StoredResult row, List<T> runs, Function<T, @Nullable Double> score, Function<T, @Nullable Double> latency,
			Function<T, @Nullable Double> memory) {
		if (runs.size() > 1) {
			found.put(row.publicId(), new Repeats(runs.size(), ends(runs, score, row.score()), ends(runs, latency, row.latencyCost()), ends(runs, memory, row.memoryCost())));
		}
	}

	/** The row's own value is one of them, also where its source rounds the history more coarsely. */
	private static <T> @Nullable Ends ends(List<T> runs, Function<T, @Nullable Double> value, @Nullable Double own) {
		double[] known = runs.stream().map(value).filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray();
		if (known.length < 2) {
			return null;
		}
		DoubleSummaryStatistics all = Arrays.stream(known).summaryStatistics();
		if (own != null) {
			all.accept(own);
		}
		return new Ends(all.getMin(), all.getMax());
	}

}
