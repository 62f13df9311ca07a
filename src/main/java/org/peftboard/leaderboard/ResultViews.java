package org.peftboard.leaderboard;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.Costs;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Penalties;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;
import org.springframework.stereotype.Component;

/** Makes a result page's view. */
@Component
class ResultViews {

	/** {@code 22 November 2026, 18:40 UTC} */
	private final Results results;

	private final Marks marks;

	private final Boards boards;

	private final Standings standings;

	private final Trusts trusts;

	ResultViews(Results results, Marks marks, Boards boards, Standings standings, Trusts trusts) {
		this.results = results;
		this.marks = marks;
		this.boards = boards;
		this.standings = standings;
		this.trusts = trusts;
	}

	ResultView of(StoredResult row, Words words) {
		Board board = boards.find(row.boardId()).orElse(null);
		RecordView recorded = null;
		String unreadable = null;
		try {
			recorded = results.document(row).map(new RecordViews(words)::of).orElse(null);
		}
		catch (Problem.Refused refused) {
			unreadable = "The record was written by another version of the evaluator and cannot be shown here: "
					+ refused.problems().get(0).sentence();
		}
		Review review = marks.of(row);
		Map<String, Spread> spreads = board == null ? Map.of() : Spread.of(recorded == null ? null : trusts.row(row).orElse(null), standings.of(board).repeats().get(row.publicId()));
		ResultView.Rank rank = board == null ? null : rank(board, row, words);
		return new ResultView(row, board, words.dayAndTime(row.createdAt()), BoardViews.scoreText(row.score()), board == null ? words.say("trust.unknown")
				: certainty(spreads.get("score"), Columns.SCORE, words), board == null ? List.of() : costs(board, row, spreads, words), rank, rank == null ? unranked(board, row, review, words) : null, review,
				review.at() == null ? null : words.dayAndTime(review.at()), marks.rerunsOf(row), recorded, unreadable,
				results.artifactsOf(row).stream().map(file -> ResultView.Download.of(row, file)).toList());
	}

	private static String unranked(@Nullable Board board, StoredResult row, Review review, Words words) {
		if (review.rerun()) {
			return words.say("result.unranked.rerun");
		}
		if (review.held()) {
			return words.say("result.unranked.held");
		}
		if (board == null) {
			return words.say("result.unranked.board");
		}
		if (row.uploaded()) {
			return row.facts().cautions().get(0);
		}
		return words.say(row.trainsNothing() ? "result.unranked.base" : "result.unranked.cost");
	}

	/** Parameters are counted, not measured, so nothing is said of how certain they are. */
	private static List<ResultView.Cost> costs(Board board, StoredResult row, Map<String, Spread> spreads, Words words) {
		Costs costs = board.costs();
		return List.of(cost(costs.parameters(), row.parameterCost(), "", words),
				cost(costs.latency(), row.latencyCost(), certainty(spreads.get("latency"), format(costs.latency(), row.latencyCost(), words), words), words),
				cost(costs.memory(), row.memoryCost(), certainty(spreads.get("memory"), format(costs.memory(), row.memoryCost(), words), words), words));
	}

	private static String certainty(@Nullable Spread spread, CostFormat format, Words words) {
		return spread == null ? words.say("trust.unknown") : spread.sentence(format, words);
	}

	private static CostFormat format(Costs.Quantity quantity, @Nullable Double value, Words words) {
		return CostFormat.of(quantity, value == null ? 0 : value).in(words);
	}

	private static ResultView.Cost cost(Costs.Quantity quantity, @Nullable Double value, String certainty, Words words) {
		CostFormat format = format(quantity, value, words);
		return new ResultView.Cost(format.title(), format.withUnit(value, words), quantity.meaning(), value == null ? "" : certainty);
	}

	private ResultView.@Nullable Rank rank(Board board, StoredResult row, Words words) {
		Standing standing = standings.of(board);
		ScoreVersion score = ScoreVersion.of(board.scores().get(0).id());
		Ranking ranking = standing.ranking(score, ReferenceChoice.FROZEN, Weights.DEFAULT);
		return ranking.places()
			.stream()
			.filter(place -> place.id().equals(row.publicId()))
			.findFirst()
			.map(place -> new ResultView.Rank(place.rank() + (place.tied() ? "=" : ""), ranking.places().size(),
					BoardViews.decimals(place.pscp(), 2), words.say("score." + score.name().toLowerCase(Locale.ROOT)), standing.provisional(),
					factors(board.costs(), row, standing.references(score, ReferenceChoice.FROZEN), place.penalties(), words)))
			.orElse(null);
	}

	private static List<ResultView.Factor> factors(Costs costs, StoredResult row, References references, Penalties penalties,
			Words words) {
		return List.of(factor("α", costs.parameters(), row.parameterCost(), references.parameters(), penalties.parameters(), words),
				factor("β", costs.latency(), row.latencyCost(), references.latency(), penalties.latency(), words),
				factor("γ", costs.memory(), row.memoryCost(), references.memory(), penalties.memory(), words));
	}

	private static ResultView.Factor factor(String letter, Costs.Quantity quantity, @Nullable Double value, double reference,
			double penalty, Words words) {
		CostFormat format = format(quantity, value, words);
		return new ResultView.Factor(letter, format.title(), format.withUnit(value, words), format.withUnit(reference, words),
				BoardViews.decimals(penalty, 4), BoardViews.decimals(Math.exp(-penalty), 4));
	}

}
