package org.peftboard.leaderboard;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;

/**
 * All rows of a board as columns: one array a quantity, all of the same length and in the order in which the rows were stored. Absent values are null. For scripts
 * that rank, filter and draw without asking again, so what is measured is rounded as the server ranks it; repeated words of long columns are replaced by places in a list of words.
 *
 * @param columns {@code id, title, method, methodTitle, family, by, score, parameters, latency, memory, mergeable, adapterBytes, date, reference, base}, and, where anything was said of
 *                any row, {@code verified, flagged}; {@code method}, {@code methodTitle}, {@code family}, {@code by} and {@code verified} are places in {@code words}
 * @param words   the words of those columns
 */
record RowsJson(String board, int count, Map<String, List<? extends @Nullable Object>> columns, Map<String, List<String>> words) {

	static RowsJson of(Board board, List<StoredResult> rows, Map<String, Review> reviews) {
		Map<String, List<? extends @Nullable Object>> columns = new LinkedHashMap<>();
		Map<String, List<String>> words = new LinkedHashMap<>();
		columns.put("id", column(rows, StoredResult::publicId));
		columns.put("title", column(rows, StoredResult::title));
		words(rows, "method", StoredResult::methodId, columns, words);
		words(rows, "methodTitle", StoredResult::methodTitle, columns, words);
		words(rows, "family", StoredResult::family, columns, words);
		words(rows, "by", row -> row.submitter() == null ? "" : row.submitter(), columns, words);
		columns.put("score", column(rows, row -> number(Rounding.of(row.score()))));
		columns.put("parameters", column(rows, row -> number(row.parameterCost())));
		columns.put("latency", column(rows, row -> number(Rounding.of(row.latencyCost()))));
		columns.put("memory", column(rows, row -> number(Rounding.of(row.memoryCost()))));
		columns.put("mergeable", column(rows, row -> row.facts().mergeable()));
		columns.put("adapterBytes", column(rows, row -> row.facts().adapterBytes()));
		columns.put("date", column(rows, row -> row.facts().date()));
		columns.put("reference", column(rows, StoredResult::referenceRun));
		columns.put("base", column(rows, row -> row.trainsNothing() ? 1 : 0));
		if (!reviews.isEmpty()) {
			words(rows, "verified", row -> verifiedBy(reviews.getOrDefault(row.publicId(), Review.FRESH)), columns, words);
			columns.put("flagged", column(rows, row -> reviews.getOrDefault(row.publicId(), Review.FRESH).flagged() ? 1 : 0));
		}
		return new RowsJson(board.id(), rows.size(), columns, words);
	}

	private static String verifiedBy(Review review) {
		return review.verified() && review.by() != null ? review.by() : "";
	}

	byte[] bytes() {
		return Json.line(this).getBytes(StandardCharsets.UTF_8);
	}

	/** Whole numbers without a point, so that they are short. */
	private static @Nullable Number number(@Nullable Double value) {
		return value != null && value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) value.longValue() : value;
	}

	private static <T> List<@Nullable T> column(List<StoredResult> rows, Function<StoredResult, @Nullable T> value) {
		return rows.stream().map(value).toList();
	}

	private static void words(List<StoredResult> rows, String name, Function<StoredResult, String> value,
			Map<String, List<? extends @Nullable Object>> columns, Map<String, List<String>> words) {
		List<String> sorted = List.copyOf(new TreeSet<>(rows.stream().map(value).toList()));
		Map<String, Integer> places = new LinkedHashMap<>();
		sorted.forEach(word -> places.put(word, places.size()));
		columns.put(name, column(rows, row -> places.get(value.apply(row))));
		words.put(name, sorted);
	}

}
