package org.peftboard.leaderboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Up to six rows side by side.
 *
 * @param problems what of the address was not understood
 * @param apart    why they are not ranked together; absent where they may be
 * @param costs    bars of score and costs
 * @param tasks    scores by task
 * @param slopes   ranks under several sets of weights; absent where they are not ranked together
 * @param configs  settings that differ, then those that are equal
 * @param tests    paired tests
 * @param untested why there is no paired test; absent where there is one
 */
record CompareView(List<Row> rows, List<String> problems, @Nullable String apart, List<Quantity> costs, List<Task> tasks, @Nullable Slopes slopes,
		List<Setting> configs, List<Test> tests, @Nullable String untested) {

	static final int SLOPE_WIDTH = 860;

	static final int SLOPE_HEIGHT = 320;

	/** A row that is compared; {@code style} is a number for its tint. */
	record Row(String id, String letter, int style, String title, String family, String familyTitle, String board, String boardHref, String rank,
			String pscp) {
	}

	/** A quantity of all rows, as bars. */
	record Quantity(String title, List<Bar> bars) {
	}

	/** A bar, 0 to 100 wide, with its number and its interval, or that none is known. */
	record Bar(String letter, int style, double width, String text, String interval) {
	}

	/** A task with the scores of all rows. */
	record Task(String name, List<Score> scores) {
	}

	/** A score. */
	record Score(String text, boolean best) {
	}

	/** Ranks under several sets of weights, as lines. */
	record Slopes(List<Stop> stops, List<Line> lines, String label) {
	}

	/** A set of weights. */
	record Stop(double x, String title) {
	}

	/** One row's ranks. */
	record Line(String letter, int style, String title, String points, List<Place> places) {
	}

	/** A rank at a stop. */
	record Place(double x, double y, String rank) {
	}

	/** A setting of all rows. */
	record Setting(String name, List<String> values, boolean differs) {
	}

	/**
	 * A paired test of two rows on one task.
	 *
	 * @param verdict what it says at 5 %, after Holm's correction over all tests of the page
	 */
	record Test(String task, String first, String second, String method, String items, String difference, String interval, String onlyFirst,
			String onlySecond, String p, String verdict, boolean separable) {
	}

	public int slopeWidth() {
		return SLOPE_WIDTH;
	}

	public int slopeHeight() {
		return SLOPE_HEIGHT;
	}

}
