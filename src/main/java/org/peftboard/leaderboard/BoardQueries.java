package org.peftboard.leaderboard;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;
import org.springframework.stereotype.Component;

/** Reads what an address asks of the board page. */
@Component
class BoardQueries {

	private static final String WEIGHT = "a number from 0 to 5, such as 1 or 0.25";

	private static final String AMOUNT = "a number of 0 or more, in the unit of the column, such as 24 or 0.5";

	private static final String POSITIVE = "a number greater than 0, in the unit of the column, such as 24 or 0.5";

	private static final double LARGEST_AMOUNT = 1e15;

	private final BoardChoice.Reader choices;

	private final Standings standings;

	BoardQueries(BoardChoice.Reader choices, Standings standings) {
		this.choices = choices;
		this.standings = standings;
	}

	/** @param parameters of the address, each with all its values */
	BoardQuery read(Map<String, List<String>> parameters) {
		AddressReader reader = new AddressReader(parameters);
		BoardChoice choice = choices.of(reader);
		Board board = choice.board();
		Standing standing = standings.of(board);
		Columns formats = standing.index().columns();
		ScoreVersion score = reader.read("score", ScoreVersion.of(board.scores().get(0).id()), id -> offered(board, id));
		ReferenceChoice references = references(reader, score, formats);
		Weights weights = new Weights(weight(reader, "alpha"), weight(reader, "beta"), weight(reader, "gamma"));
		RowFilter filter = filter(reader, standing, formats);
		Sorting sorting = Sorting.of(reader.word("sort", "rank", Sorting.ids()));
		BoardQuery.View view = BoardQuery.View.valueOf(reader.word("view", "ranking", BoardQuery.View.ids()).toUpperCase(Locale.ROOT));
		int page = (int) reader.number("page", 1, "a page from 1 on", 1e6);
		Set<Column> columns = columns(reader);
		BoardQuery.Axes axes = axes(reader);
		Map<String, String> understood = new LinkedHashMap<>(reader.understood());
		understood.put("board", board.id());
		understood.computeIfPresent("score", (name, id) -> id.equals(board.scores().get(0).id()) ? "" : id);
		return new BoardQuery(choice, score, references, weights, filter, columns, sorting, view, axes, Math.max(1, page),
				new BoardAddress(understood), reader.problems());
	}

	private static ScoreVersion offered(Board board, String id) {
		List<String> known = board.scores().stream().map(Board.Score::id).toList();
		if (!known.contains(id)) {
			throw new Problem.Refused("score", "'" + id + "'", Suggestion.oneOf(id, known));
		}
		return ScoreVersion.of(id);
	}

	private static double weight(AddressReader reader, String name) {
		return reader.number(name, 1, WEIGHT, BoardQuery.LARGEST_WEIGHT);
	}

	private static ReferenceChoice references(AddressReader reader, ScoreVersion score, Columns formats) {
		String kind = reader.word("refs", "frozen", List.of("frozen", "largest", "own"));
		ReferenceChoice own = new ReferenceChoice(ReferenceChoice.Kind.OWN, positive(reader, "pref", formats.parameters()),
				positive(reader, "lref", formats.latency()), positive(reader, "mref", formats.memory()));
		return switch (kind) {
			case "own" -> own;
			// the power score's constants are no largest costs
			case "largest" -> score == ScoreVersion.EXPONENTIAL ? new ReferenceChoice(ReferenceChoice.Kind.LARGEST, null, null, null)
					: ReferenceChoice.FROZEN;
			default -> ReferenceChoice.FROZEN;
		};
	}

	private static @Nullable Double positive(AddressReader reader, String name, CostFormat format) {
		Double shown = reader.number(name, POSITIVE, Double.MIN_VALUE, LARGEST_AMOUNT);
		return shown == null ? null : shown * format.divisor();
	}

	private static @Nullable Double amount(AddressReader reader, String name, CostFormat format) {
		Double shown = reader.number(name, AMOUNT, 0, LARGEST_AMOUNT);
		return shown == null ? null : shown * format.divisor();
	}

	private static RowFilter filter(AddressReader reader, Standing standing, Columns formats) {
		String mergeable = reader.word("mergeable", List.of("yes", "no"));
		RowFilter.Budgets budgets = new RowFilter.Budgets(amount(reader, "pmax", formats.parameters()), amount(reader, "lmax", formats.latency()),
				amount(reader, "mmax", formats.memory()), amount(reader, "amax", Columns.ADAPTER));
		return new RowFilter(reader.text("q"), reader.words("method", List.copyOf(standing.index().methods().keySet())), reader.words("family", List.copyOf(standing.index().families())),
				reader.word("origin", RowFilter.ORIGINS), mergeable == null ? null : mergeable.equals("yes"), reader.day("since"),
				reader.day("until"), budgets);
	}

	private static Set<Column> columns(AddressReader reader) {
		Set<String> chosen = reader.words("cols", Column.ids());
		if (chosen.isEmpty()) {
			return Column.DEFAULT;
		}
		Set<Column> columns = EnumSet.noneOf(Column.class);
		chosen.forEach(id -> columns.add(Column.of(id)));
		return columns;
	}

	private static BoardQuery.Axes axes(AddressReader reader) {
		return new BoardQuery.Axes(BoardQuery.Quantity.of(reader.word("x", "memory", BoardQuery.Quantity.ids())),
				BoardQuery.Quantity.of(reader.word("y", "score", BoardQuery.Quantity.ids())));
	}

}
