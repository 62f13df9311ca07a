package org.peftboard.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.contract.Result.SeedRun;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was measured here more than once, and how far it lay apart: the seeds of one result, results of one configuration on one board, and for the costs the control
 * runs of the board's class of hardware, each beside the one before. The control runs' scores are left out: their seed is the same, so they are equal.
 */
@Component
class Repeats {

	/** points: half the half interval of 1,000 test items, which all repeats share */
	static final double LEAST_SCORE = 1.5;

	/** {@code docs/rules.md} lets repeats differ by 5 % */
	static final double LEAST_COST = Math.log(1.05);

	/** points: three times the usual half interval of 1,000 test items */
	static final double FIXED_SCORE = 10;

	static final double FIXED_COST = Math.log(1.25);

	/** A result's document is large, and each is read. */
	private static final int NEWEST_DOCUMENTS = 20;

	private static final int NEWEST_CONTROLS = 200;

	private final Results results;

	private final Boards boards;

	private final JdbcClient jdbc;

	Repeats(Results results, Boards boards, JdbcClient jdbc) {
		this.results = results;
		this.boards = boards;
		this.jdbc = jdbc;
	}

	/** A control run's costs, with what makes it comparable. */
	private record Control(String kind, double latency, @Nullable Double memory) {

		static Control of(ResultSet row, int number) throws SQLException {
			double memory = row.getDouble(4);
			return new Control(row.getString(1) + "\n" + row.getString(2), row.getDouble(3), row.wasNull() ? null : memory);
		}

	}

	/** The bounds for a board, from everything there but this result and those that are suspect. */
	RepeatBounds of(StoredResult besides, List<StoredResult> board, Map<String, Review> reviews) {
		List<StoredResult> rows = board.stream()
			.filter(row -> !row.publicId().equals(besides.publicId()) && !row.uploaded() && !reviews.getOrDefault(row.publicId(), Review.FRESH).held())
			.toList();
		List<Control> controls = controls(boards.hardwareOf(besides.boardId()).id());
		return new RepeatBounds(
				RepeatBound.of(Stream.concat(between(rows, Outliers::settings, StoredResult::score), betweenSeeds(rows)).toList(), LEAST_SCORE, FIXED_SCORE),
				RepeatBound.of(costs(rows, StoredResult::latencyCost, controls, Control::latency), LEAST_COST, FIXED_COST),
				RepeatBound.of(costs(rows, StoredResult::memoryCost, controls, Control::memory), LEAST_COST, FIXED_COST));
	}

	private List<Control> controls(String hardwareClass) {
		return jdbc.sql("select host, configuration_key, latency_ratio, memory_bytes from control_runs where hardware_class = ? order by id desc limit " + NEWEST_CONTROLS)
			.param(hardwareClass)
			.query(Control::of)
			.list();
	}

	private static List<Double> costs(List<StoredResult> rows, Function<StoredResult, @Nullable Double> ofRow, List<Control> controls,
			Function<Control, @Nullable Double> ofControl) {
		return Stream.concat(between(rows, Outliers::settings, row -> Outliers.log(ofRow.apply(row))),
				between(controls, Control::kind, control -> Outliers.log(ofControl.apply(control)))).toList();
	}

	/** Differences of what follows one another among those of a kind; what has no kind or no value is left out. */
	private static <T> Stream<Double> between(List<T> repeats, Function<T, @Nullable Object> kind, Function<T, @Nullable Double> value) {
		Map<Object, List<Double>> byKind = new LinkedHashMap<>();
		for (T one : repeats) {
			Object of = kind.apply(one);
			Double number = value.apply(one);
			if (of != null && number != null) {
				byKind.computeIfAbsent(of, key -> new ArrayList<>()).add(number);
			}
		}
		return byKind.values().stream().flatMap(Repeats::steps);
	}

	private static Stream<Double> steps(List<Double> values) {
		List<Double> steps = new ArrayList<>();
		for (int index = 1; index < values.size(); index++) {
			steps.add(values.get(index) - values.get(index - 1));
		}
		return steps.stream();
	}

	/** A result's score is the mean over its seeds, so this is on the wide side. */
	private Stream<Double> betweenSeeds(List<StoredResult> rows) {
		return rows.subList(Math.max(0, rows.size() - NEWEST_DOCUMENTS), rows.size())
			.stream()
			.flatMap(row -> results.document(row).stream())
			.flatMap(document -> steps(bySeed(document)));
	}

	/** Mean over the tasks, for each seed. */
	private static List<Double> bySeed(Result document) {
		Map<Long, Double> means = document.tasks()
			.stream()
			.flatMap(task -> task.runs().stream())
			.collect(Collectors.groupingBy(SeedRun::seed, LinkedHashMap::new, Collectors.averagingDouble(SeedRun::score)));
		return means.values().stream().filter(Objects::nonNull).toList();
	}

}
