package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;

/**
 * What an address asks of the board page. Whatever cannot be understood is named as a problem and takes its default, so that every
 * address shows a board.
 *
 * @param choice  of boards, with the one that is shown
 * @param columns shown beside rank and method
 * @param view    what stands below the controls
 * @param axes    what the plot shows
 * @param page    of the ranking, from 1
 * @param address what was understood
 */
record BoardQuery(BoardChoice choice, ScoreVersion score, ReferenceChoice references, Weights weights, RowFilter filter, Set<Column> columns,
		Sorting sorting, View view, Axes axes, int page, BoardAddress address, List<Problem> problems) {

	static final double LARGEST_WEIGHT = 5;

	static final int PAGE_ROWS = 100;

	/** What can stand below the controls. */
	enum View {

		RANKING, PLOT, TASKS, SCALING, HISTORY;

		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

		static List<String> ids() {
			return Arrays.stream(values()).map(View::id).toList();
		}

	}

	/** The two quantities of the plot. */
	record Axes(Quantity across, Quantity up) {

		static final Axes DEFAULT = new Axes(Quantity.MEMORY, Quantity.SCORE);

	}

	/** A quantity that a row has and a plot can show. */
	enum Quantity {

		SCORE, PSCP, PARAMETERS, LATENCY, MEMORY, ADAPTER;

		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

		static List<String> ids() {
			return Arrays.stream(values()).map(Quantity::id).toList();
		}

		static Quantity of(String id) {
			return valueOf(id.toUpperCase(Locale.ROOT));
		}

		/** Scores are better the larger, costs the smaller. */
		boolean largerIsBetter() {
			return this == SCORE || this == PSCP;
		}

		/** Spread over powers of ten. */
		boolean logarithmic() {
			return this == PARAMETERS || this == ADAPTER;
		}

	}

	Board board() {
		return choice.board();
	}

	/** Kind of the tasks in the task matrix; absent for all. */
	@Nullable String task() {
		return choice.kind();
	}

	/** Whether the reader chose the largest of the rows as references. */
	boolean relative() {
		return references.kind() == ReferenceChoice.Kind.LARGEST;
	}

	/** A name for the caches: equal for addresses that show the same. */
	String key() {
		return address.query() + problems;
	}

}
