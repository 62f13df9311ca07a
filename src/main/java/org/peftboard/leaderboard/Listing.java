package org.peftboard.leaderboard;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Penalties;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;

/**
 * What an address of the board page shows, as values: for exports, snapshots, badges and the API, so that all of them have the page's order.
 *
 * @param query       canonical: equal for addresses that show the same; starts with the board
 * @param columns     ids of the columns that the reader chose, beside rank and method
 * @param provisional whether the references are not frozen yet
 * @param problems    what of the address was not understood and took its default
 * @param total       how many rows of the board have a rank, shown or not
 * @param lines       rows in the order of the page: first those with a rank, then those without
 */
public record Listing(Board board, String query, ScoreVersion score, Weights weights, References references, Set<String> columns,
		boolean provisional, List<Problem> problems, int total, List<Line> lines) {

	/**
	 * One row.
	 *
	 * @param rank      1 is best; absent where it has none
	 * @param tied      whether another row has the same rank
	 * @param pscp      0 to 100; absent where it has no rank
	 * @param penalties absent where it has no rank
	 * @param reason    why it has no rank; absent where it has one
	 * @param review    what was said of it
	 */
	public record Line(StoredResult row, @Nullable Integer rank, boolean tied, @Nullable Double pscp, @Nullable Penalties penalties,
			@Nullable String reason, Review review) {

		/** {@code 2}, {@code 2=} where tied, empty where there is no rank. */
		public String rankText() {
			return rank == null ? "" : rank + (tied ? "=" : "");
		}

	}

	/** How the page writes trainable parameters: one unit for the whole column. */
	public CostFormat parameters() {
		return CostFormat.of(board.costs().parameters(), largest(StoredResult::parameterCost));
	}

	/** How the page writes the inference cost. */
	public CostFormat latency() {
		return CostFormat.of(board.costs().latency(), largest(StoredResult::latencyCost));
	}

	/** How the page writes memory. */
	public CostFormat memory() {
		return CostFormat.of(board.costs().memory(), largest(StoredResult::memoryCost));
	}

	private double largest(Function<StoredResult, @Nullable Double> cost) {
		return lines.stream().map(Line::row).map(cost).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max().orElse(0);
	}

}
