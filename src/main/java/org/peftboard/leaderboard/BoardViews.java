package org.peftboard.leaderboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.Costs;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Penalties;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;
import org.springframework.stereotype.Component;

/** Makes the board page's view from a query. */
@Component
class BoardViews {

	private static final double BAR_WIDTH = 100;

	private final Boards boards;

	private final Standings standings;

	BoardViews(Boards boards, Standings standings) {
		this.boards = boards;
		this.standings = standings;
	}

	BoardView of(BoardQuery query) {
		Standing standing = standings.of(query.board());
		BoardView.Columns columns = columns(standing);
		References references = standing.references(query.score(), query.relative());
		Rows rows = new Rows(standing, columns, query);
		return new BoardView(query.board(), tabs(query), scores(query), references(query), axes(query, columns),
				BoardView.sliders(query.weights(), columns), Presets.of(query), query.problems().stream().map(Problem::sentence).toList(),
				columns, rows.ranked(), rows.unranked(), rows.incomplete(), relativeTo(query.score(), columns, references),
				references.why(), notice(standing), scoresJson(standing), relativeJson(standing, columns), query.relative());
	}

	private List<BoardView.Tab> tabs(BoardQuery query) {
		return boards.all()
			.stream()
			.map(board -> new BoardView.Tab(board.title(), board.measured() ? "measured here" : "published", "/?board=" + board.id(),
					board.equals(query.board())))
			.toList();
	}

	private static List<BoardView.Choice> scores(BoardQuery query) {
		return query.board()
			.scores()
			.stream()
			.map(score -> new BoardView.Choice(score.id(), title(ScoreVersion.of(score.id())), score.id().equals(query.score().id())))
			.toList();
	}

	static String title(ScoreVersion score) {
		return switch (score) {
			case EXPONENTIAL -> "Exponential (pscp-exp/1)";
			case POWER -> "Power, authors' constants (pscp-power/1)";
		};
	}

	private static List<BoardView.Choice> references(BoardQuery query) {
		return List.of(new BoardView.Choice("frozen", "The board's own", !query.relative()),
				new BoardView.Choice("largest", "Largest of the rows shown", query.relative()));
	}

	private static List<BoardView.Axis> axes(BoardQuery query, BoardView.Columns columns) {
		return List.of(axis("memory", columns.memory(), query), axis("latency", columns.latency(), query),
				axis("parameters", columns.parameters(), query));
	}

	private static BoardView.Axis axis(String cost, CostFormat format, BoardQuery query) {
		return new BoardView.Axis(cost, format.heading(), format.divisor(), query.axis().equals(cost));
	}

	private static BoardView.Columns columns(Standing standing) {
		Costs costs = standing.board().costs();
		return new BoardView.Columns(CostFormat.of(costs.parameters(), largest(standing, StoredResult::parameterCost)),
				CostFormat.of(costs.latency(), largest(standing, StoredResult::latencyCost)),
				CostFormat.of(costs.memory(), largest(standing, StoredResult::memoryCost)));
	}

	private static double largest(Standing standing, Function<StoredResult, @Nullable Double> cost) {
		return standing.rows().stream().map(cost).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max().orElse(0);
	}

	private static String relativeTo(ScoreVersion score, BoardView.Columns columns, References references) {
		String latency = columns.latency().withUnit(references.latency());
		return switch (score) {
			case EXPONENTIAL -> "P_ref " + columns.parameters().withUnit(references.parameters()) + " · L_ref " + latency + " · M_ref "
					+ columns.memory().withUnit(references.memory());
			case POWER -> "C_p " + columns.parameters().withUnit(references.parameters()) + " · C_f " + latency + " over the base's "
					+ columns.latency().withUnit(references.latencyBase()) + " · C_m " + columns.memory().withUnit(references.memory());
		};
	}

	private static @Nullable String notice(Standing standing) {
		if (!standing.provisional()) {
			return null;
		}
		return "Provisional: " + standing.referenceRunsIn() + " of " + standing.board().referenceRuns().size()
				+ " reference runs are in. Until the last one is, costs are relative to the largest of the rows so far; then the references are frozen.";
	}

	private static String scoresJson(Standing standing) {
		Map<String, Map<String, Double>> byScore = new LinkedHashMap<>();
		for (Board.Score score : standing.board().scores()) {
			References references = standing.references(ScoreVersion.of(score.id()), false);
			Map<String, Double> values = new LinkedHashMap<>();
			values.put("parameters", references.parameters());
			values.put("latency", references.latency());
			values.put("memory", references.memory());
			values.put("latencyBase", references.latencyBase());
			byScore.put(score.id(), values);
		}
		return Json.line(byScore);
	}

	private static String relativeJson(Standing standing, BoardView.Columns columns) {
		Map<String, List<String>> byChoice = new LinkedHashMap<>();
		for (Board.Score offered : standing.board().scores()) {
			ScoreVersion score = ScoreVersion.of(offered.id());
			for (boolean relative : List.of(false, true)) {
				References references = standing.references(score, relative);
				byChoice.put(score.id() + (relative ? " largest" : " frozen"),
						List.of(relativeTo(score, columns, references), references.why()));
			}
		}
		return Json.line(byChoice);
	}

	/** The rows of a standing under the reader's weights, in three groups. */
	private static final class Rows {

		private final Standing standing;

		private final BoardView.Columns columns;

		private final Ranking ranking;

		private final Map<String, Integer> rises;

		private final Map<String, StoredResult> byId;

		private final double longest;

		Rows(Standing standing, BoardView.Columns columns, BoardQuery query) {
			this.standing = standing;
			this.columns = columns;
			this.ranking = standing.ranking(query.score(), query.relative(), query.weights());
			this.rises = ranking.risesSince(standing.ranking(query.score(), query.relative(), Weights.DEFAULT));
			this.byId = standing.rows().stream().collect(Collectors.toMap(StoredResult::publicId, Function.identity()));
			this.longest = ranking.places().stream().mapToDouble(place -> place.penalties().total()).max().orElse(0);
		}

		List<BoardView.Row> ranked() {
			return ranking.places().stream().map(this::ranked).toList();
		}

		List<BoardView.Row> unranked() {
			return standing.rows()
				.stream()
				.filter(StoredResult::trainsNothing)
				.map(row -> unranked(row, "Reference: nothing was trained, so there is no training memory to weigh."))
				.toList();
		}

		List<BoardView.Row> incomplete() {
			Stream<BoardView.Row> costless = ranking.incomplete()
				.stream()
				.map(row -> unranked(Objects.requireNonNull(byId.get(row.id())),
						"Not known: " + String.join(", ", row.missing()) + ". A score needs all three costs, and none is guessed."));
			Stream<BoardView.Row> scoreless = standing.withoutScore().stream().map(row -> unranked(row, "Not known: task score."));
			return Stream.concat(costless, scoreless).toList();
		}

		private BoardView.Row ranked(Ranking.Place place) {
			int rise = Objects.requireNonNull(rises.get(place.id()));
			String move = rise == 0 ? "" : (rise > 0 ? "▲" : "▼") + Math.abs(rise);
			String moveText = rise == 0 ? "" : (rise > 0 ? "up " : "down ") + Math.abs(rise) + " against weights of 1";
			return row(Objects.requireNonNull(byId.get(place.id())), place.rank() + (place.tied() ? "=" : ""), move, moveText,
					decimals(place.pscp(), 2), bar(place.penalties()), place.belowChance() ? "below chance" : "", null);
		}

		private BoardView.Row unranked(StoredResult row, String reason) {
			return row(row, "", "", "", "–", null, "", reason);
		}

		private BoardView.Row row(StoredResult row, String rank, String move, String moveText, String pscp, BoardView.@Nullable Bar bar,
				String tag, @Nullable String reason) {
			return new BoardView.Row(row.publicId(), rank, move, moveText, row.title(), row.family(), by(row), pscp, bar,
					scoreText(row.score()), columns.parameters().number(row.parameterCost()), columns.latency().number(row.latencyCost()),
					columns.memory().number(row.memoryCost()),
					new BoardView.Values(row.score(), row.parameterCost(), row.latencyCost(), row.memoryCost()), tag, reason);
		}

		private static String by(StoredResult row) {
			return row.referenceRun() != null ? "reference run" : row.submitter() != null ? "by " + row.submitter() : "";
		}

		private BoardView.Bar bar(Penalties penalties) {
			double scale = longest > 0 ? BAR_WIDTH / longest : 0;
			double parameters = penalties.parameters() * scale;
			double latency = penalties.latency() * scale;
			String label = "Penalties: parameters " + decimals(penalties.parameters(), 3) + ", latency "
					+ decimals(penalties.latency(), 3) + ", memory "
					+ decimals(penalties.memory(), 3) + "; together " + decimals(penalties.total(), 3);
			return new BoardView.Bar(parameters, parameters, latency, parameters + latency, penalties.memory() * scale,
					decimals(penalties.parameters(), 3), decimals(penalties.latency(), 3), decimals(penalties.memory(), 3), label);
		}

	}

	/** A task score; an en dash where it is not known. */
	static String scoreText(@Nullable Double score) {
		return score == null ? "–" : decimals(score, 1);
	}

	/** Rounded from the exact binary value, as JavaScript's toFixed does it, so that page and script write the same digits. */
	static String decimals(double value, int digits) {
		return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
	}

}
