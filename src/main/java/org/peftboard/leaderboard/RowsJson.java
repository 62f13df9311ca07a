package org.peftboard.leaderboard;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.springframework.util.DigestUtils;

/**
 * All rows of a board as columns: one array a quantity, all of the same length and in the order of the rows' ids. Absent values are null. For scripts
 * that rank, filter and draw without asking again, so what is measured is rounded as the server ranks it, and what repeats is written once:
 *
 * <ul>
 * <li>repeated words of long columns are places in a list of words; method, its title and its family share one place;
 * <li>a title that begins with its method's is what follows; any other begins with {@code =};
 * <li>the adapter's size is what it has over four bytes a trainable parameter, where parameters are counted.
 * </ul>
 *
 * <p>Ids are random and do not compress, and ranking needs none: a row is known by its place. They come in a file of their own.
 *
 * @param of      which ids the rows belong to: the file of ids says the same
 * @param columns {@code title, method, by, score, parameters, latency, memory, mergeable, adapterOver, date, reference, base}, and, where anything was said of
 *                any row, {@code verified, flagged}; {@code method}, {@code by}, {@code date} and {@code verified} are places in {@code words}
 * @param words   the words of those columns, and {@code methodTitle} and {@code family} beside {@code method}
 */
record RowsJson(String board, String of, int count, Map<String, List<? extends @Nullable Object>> columns, Map<String, List<String>> words) {

	private static final int ADAPTER_BYTES = 4;

	/** The order of the columns, in which the place of a row is its key on the page. */
	static List<StoredResult> inOrder(List<StoredResult> rows) {
		return rows.stream().sorted(Comparator.comparing(StoredResult::publicId)).toList();
	}

	static RowsJson of(Board board, List<StoredResult> unordered, Map<String, Review> reviews) {
		List<StoredResult> rows = inOrder(unordered);
		Map<String, List<? extends @Nullable Object>> columns = new LinkedHashMap<>();
		Map<String, List<String>> words = new LinkedHashMap<>();
		columns.put("title", column(rows, RowsJson::shortTitle));
		methods(rows, columns, words);
		words(rows, "by", row -> row.submitter() == null ? "" : row.submitter(), columns, words);
		columns.put("score", column(rows, row -> number(Rounding.of(row.score()))));
		columns.put("parameters", column(rows, row -> number(row.parameterCost())));
		columns.put("latency", column(rows, row -> number(Rounding.of(row.latencyCost()))));
		columns.put("memory", column(rows, row -> number(Rounding.of(row.memoryCost()))));
		columns.put("mergeable", column(rows, row -> row.facts().mergeable()));
		columns.put("adapterOver", column(rows, RowsJson::adapterOver));
		words(rows, "date", row -> row.facts().date() == null ? "" : row.facts().date(), columns, words);
		columns.put("reference", column(rows, StoredResult::referenceRun));
		columns.put("base", column(rows, row -> row.trainsNothing() ? 1 : 0));
		if (!reviews.isEmpty()) {
			words(rows, "verified", row -> verifiedBy(reviews.getOrDefault(row.publicId(), Review.FRESH)), columns, words);
			columns.put("flagged", column(rows, row -> reviews.getOrDefault(row.publicId(), Review.FRESH).flagged() ? 1 : 0));
		}
		return new RowsJson(board.id(), nameOf(rows), rows.size(), columns, words);
	}

	private static String shortTitle(StoredResult row) {
		String rest = row.title().startsWith(row.methodTitle()) ? row.title().substring(row.methodTitle().length()) : "=";
		return rest.startsWith("=") ? "=" + row.title() : rest;
	}

	private static void methods(List<StoredResult> rows, Map<String, List<? extends @Nullable Object>> columns, Map<String, List<String>> words) {
		Map<List<String>, Integer> places = new LinkedHashMap<>();
		rows.forEach(row -> places.putIfAbsent(method(row), places.size()));
		columns.put("method", column(rows, row -> places.get(method(row))));
		List<String> names = List.of("method", "methodTitle", "family");
		for (int name = 0; name < names.size(); name++) {
			int part = name;
			words.put(names.get(name), places.keySet().stream().map(method -> method.get(part)).toList());
		}
	}

	private static List<String> method(StoredResult row) {
		return List.of(row.methodId(), row.methodTitle(), row.family());
	}

	private static @Nullable Long adapterOver(StoredResult row) {
		Long bytes = row.facts().adapterBytes();
		return bytes == null || !(number(row.parameterCost()) instanceof Long parameters) ? bytes : Long.valueOf(bytes - ADAPTER_BYTES * parameters);
	}

	private static String verifiedBy(Review review) {
		return review.verified() && review.by() != null ? review.by() : "";
	}

	byte[] bytes() {
		return Json.line(this).getBytes(StandardCharsets.UTF_8);
	}

	/** The ids in the same order, parted by spaces. */
	static byte[] ids(List<StoredResult> rows) {
		return Json.line(Map.of("of", nameOf(inOrder(rows)), "ids", joined(inOrder(rows)))).getBytes(StandardCharsets.UTF_8);
	}

	private static String joined(List<StoredResult> rows) {
		return rows.stream().map(StoredResult::publicId).collect(Collectors.joining(" "));
	}

	private static String nameOf(List<StoredResult> rows) {
		return DigestUtils.md5DigestAsHex(joined(rows).getBytes(StandardCharsets.US_ASCII));
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
