package org.peftboard.api;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Costs;
import org.peftboard.catalog.References;
import org.peftboard.leaderboard.CostFormat;
import org.peftboard.leaderboard.Listing;
import org.peftboard.scoring.Weights;

/**
 * A view of a board, complete in itself: what a JSON export, a snapshot and an embedded board hold.
 *
 * @param version     of this document, {@value #VERSION}
 * @param query       of the board page that shows it
 * @param score       id of the score definition
 * @param columns     ids of the columns shown beside rank and method
 * @param provisional whether the references were not frozen yet
 * @param rankedRows  how many rows of the board had a rank, shown or not
 * @param rows        in the order of the page
 */
record Frozen(int version, BoardPart board, String query, String score, Weights weights, References references, List<String> columns,
		boolean provisional, int rankedRows, List<Row> rows) {

	static final int VERSION = 1;

	/** What is needed of the board to read the rows. */
	record BoardPart(String id, int version, String title, String provenance, String suite, String baseModel, String hardwareClass,
			@Nullable String rulesVersion, Costs costs, @Nullable String source) {
	}

	/**
	 * A row.
	 *
	 * @param rank   absent where it has none
	 * @param reason why it has no rank; absent where it has one
	 * @param review what was said of it; absent where nothing was
	 */
	record Row(String id, @Nullable Integer rank, boolean tied, String title, String method, String family, @Nullable String submitter,
			@Nullable Double pscp, @Nullable Double parameterPenalty, @Nullable Double latencyPenalty, @Nullable Double memoryPenalty,
			@Nullable Double score, @Nullable Double parameters, @Nullable Double latency, @Nullable Double memory,
			@Nullable Boolean mergeable, @Nullable Long adapterBytes, @Nullable String date, @Nullable String reason, @Nullable String review) {

		static Row of(Listing.Line line) {
			var row = line.row();
			var facts = row.facts();
			var penalties = line.penalties();
			return new Row(row.publicId(), line.rank(), line.tied(), row.title(), row.methodId(), row.family(), row.submitter(), line.pscp(),
					penalties == null ? null : penalties.parameters(), penalties == null ? null : penalties.latency(),
					penalties == null ? null : penalties.memory(), row.score(), row.parameterCost(), row.latencyCost(), row.memoryCost(),
					facts.mergeable(), facts.adapterBytes(), facts.date(), line.reason(), line.review().words());
		}

		/** {@code 2}, {@code 2=} where tied, an en dash where there is no rank. */
		public String rankText() {
			return rank == null ? "–" : rank + (tied ? "=" : "");
		}

	}

	static Frozen of(Listing listing) {
		var board = listing.board();
		BoardPart part = new BoardPart(board.id(), board.version(), board.title(), board.provenance().name(), board.suite(), board.baseModel(),
				board.hardwareClass(), board.rulesVersion(), board.costs(), board.source() == null ? null : board.source().citation());
		return new Frozen(VERSION, part, listing.query(), listing.score().id(), listing.weights(), listing.references(),
				listing.columns().stream().sorted().toList(), listing.provisional(), listing.total(),
				listing.lines().stream().map(Row::of).toList());
	}

	/** Only the first rows. */
	Frozen first(int count) {
		return new Frozen(version, board, query, score, weights, references, columns, provisional, rankedRows,
				rows.subList(0, Math.min(count, rows.size())));
	}

	public CostFormat parameterFormat() {
		return CostFormat.of(board.costs.parameters(), largest(rows.stream().map(Row::parameters).toList()));
	}

	public CostFormat latencyFormat() {
		return CostFormat.of(board.costs.latency(), largest(rows.stream().map(Row::latency).toList()));
	}

	public CostFormat memoryFormat() {
		return CostFormat.of(board.costs.memory(), largest(rows.stream().map(Row::memory).toList()));
	}

	private static double largest(List<@Nullable Double> values) {
		return values.stream().mapToDouble(value -> value == null ? 0 : value).max().orElse(0);
	}

}
