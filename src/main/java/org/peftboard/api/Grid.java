package org.peftboard.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.CostFormat;

/**
 * A view of a board as rows of text, for tables.
 *
 * @param head    headings
 * @param numeric which columns are numbers
 * @param body    rows, each as long as the head
 */
record Grid(List<String> head, List<Boolean> numeric, List<List<String>> body) {

	private record Column(String head, boolean numeric, Function<Frozen.Row, String> shown, Function<Frozen.Row, String> exact) {
	}

	/** As the page writes it: rounded, one unit a column. */
	static Grid shown(Frozen view) {
		return of(view, Column::shown);
	}

	/** As the page writes it, in the reader's language. */
	static Grid shown(Frozen view, Words words) {
		return new GridWords(words, view).of(shown(view));
	}

	/** Every digit, in the units that the headings state; empty where nothing is known. */
	static Grid exact(Frozen view) {
		return of(view, Column::exact);
	}

	private static Grid of(Frozen view, Function<Column, Function<Frozen.Row, String>> text) {
		List<Column> columns = columns(view);
		return new Grid(columns.stream().map(Column::head).toList(), columns.stream().map(Column::numeric).toList(),
				view.rows().stream().map(row -> columns.stream().map(column -> text.apply(column).apply(row)).toList()).toList());
	}

	private static List<Column> columns(Frozen view) {
		List<Column> columns = new ArrayList<>();
		columns.add(new Column("Rank", true, Frozen.Row::rankText, row -> row.rank() == null ? "" : row.rank().toString()));
		columns.add(new Column("Method", false, Frozen.Row::title, Frozen.Row::title));
		columns.add(new Column("Family", false, Frozen.Row::family, Frozen.Row::family));
		for (String id : List.of("pscp", "penalty", "score", "parameters", "latency", "memory", "adapter", "mergeable", "date")) {
			if (view.columns().contains(id)) {
				columns.addAll(columns(view, id));
			}
		}
		columns.add(new Column("Why not ranked", false, row -> row.reason() == null ? "" : row.reason(), row -> row.reason() == null ? "" : row.reason()));
		if (view.rows().stream().anyMatch(row -> row.review() != null)) {
			columns.add(new Column("Review", false, row -> row.review() == null ? "" : row.review(), row -> row.review() == null ? "" : row.review()));
		}
		return columns;
	}

	private static List<Column> columns(Frozen view, String id) {
		return switch (id) {
			case "pscp" -> List.of(number("PSCP", Frozen.Row::pscp, 2));
			case "penalty" -> List.of(number("Penalty α", Frozen.Row::parameterPenalty, 3), number("Penalty β", Frozen.Row::latencyPenalty, 3),
					number("Penalty γ", Frozen.Row::memoryPenalty, 3));
			case "score" -> List.of(number("Score", Frozen.Row::score, 1));
			case "parameters" -> List.of(cost(view.parameterFormat(), Frozen.Row::parameters));
			case "latency" -> List.of(cost(view.latencyFormat(), Frozen.Row::latency));
			case "memory" -> List.of(cost(view.memoryFormat(), Frozen.Row::memory));
			case "adapter" -> List.of(new Column("Adapter, bytes", true, row -> exact(row.adapterBytes()), row -> exact(row.adapterBytes())));
			case "mergeable" -> List.of(new Column("Mergeable", false, Grid::mergeable, Grid::mergeable));
			default -> List.of(new Column("Date", false, row -> row.date() == null ? "" : row.date(), row -> row.date() == null ? "" : row.date()));
		};
	}

	private static String mergeable(Frozen.Row row) {
		Boolean mergeable = row.mergeable();
		return mergeable == null ? "" : mergeable ? "yes" : "no";
	}

	private static Column number(String head, Function<Frozen.Row, @Nullable Double> value, int decimals) {
		return new Column(head, true, row -> rounded(value.apply(row), decimals), row -> exact(value.apply(row)));
	}

	private static Column cost(CostFormat format, Function<Frozen.Row, @Nullable Double> value) {
		return new Column(format.heading(), true, row -> format.number(value.apply(row)), row -> {
			Double cost = value.apply(row);
			return cost == null ? "" : exact(BigDecimal.valueOf(cost).divide(BigDecimal.valueOf(format.divisor())).doubleValue());
		});
	}

	private static String rounded(@Nullable Double value, int decimals) {
		return value == null ? "–" : new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
	}

	private static String exact(@Nullable Number value) {
		return value == null ? "" : BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros().toPlainString();
	}

}
