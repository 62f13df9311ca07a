package org.peftboard.leaderboard;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.scoring.Weights;

/**
 * The board page, ready to be written down: templates hold no arithmetic.
 *
 * @param scoresJson   for the scripts: the references of every score definition
 * @param relativeJson for the scripts: what costs are relative to, in words, by score definition and choice of references
 * @param notice       what a reader must know before the numbers; absent where there is nothing
 * @param why          where the references come from
 */
record BoardView(Board board, List<Tab> tabs, List<Choice> scores, List<Choice> references, List<Axis> axes, List<Slider> sliders,
		List<Preset> presets, List<String> problems, Columns columns, List<Row> ranked, List<Row> unranked, List<Row> incomplete,
		String relativeTo, String why, @Nullable String notice, String scoresJson, String relativeJson, boolean relative) {

	/** A board that can be chosen. */
	record Tab(String title, String kind, String href, boolean current) {
	}

	/** An option of a choice. */
	record Choice(String value, String title, boolean selected) {
	}

	/** A cost that the plot can show; stored values are divided by the divisor. */
	record Axis(String value, String title, double divisor, boolean selected) {
	}

	/** A weight with its slider. */
	record Slider(String name, String letter, String title, String value) {
	}

	/** A set of weights by name; JSON for the scripts, an address without them. */
	record Preset(String title, String href, String stateJson) {
	}

	/** Headings and units of the three costs. */
	record Columns(CostFormat parameters, CostFormat latency, CostFormat memory) {
	}

	/**
	 * One row.
	 *
	 * @param rank   "1", or "2=" where tied; empty where not ranked
	 * @param move   "▲3" or "▼2" against the default weights; empty where it stands as by default
	 * @param pscp   with two decimals; an en dash where not ranked
	 * @param reason why it is not ranked; absent where it is
	 */
	record Row(String id, String rank, String move, String moveText, String title, String family, String by, String pscp, @Nullable Bar bar,
			String score, String parameters, String latency, String memory, Values values, String tag, @Nullable String reason) {
	}

	/** Raw numbers, for the scripts. */
	record Values(@Nullable Double score, @Nullable Double parameters, @Nullable Double latency, @Nullable Double memory) {
	}

	/** The three penalties in log space: places in a drawing 100 wide, and the numbers. */
	record Bar(double parametersWidth, double latencyStart, double latencyWidth, double memoryStart, double memoryWidth, String parameters,
			String latency, String memory, String label) {
	}

	/** The largest weight that a slider takes. */
	public double largestWeight() {
		return BoardQuery.LARGEST_WEIGHT;
	}

	/** {@code 1} and {@code 0.25}, without the zeros that nobody types. */
	static String text(double weight) {
		return BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
	}

	static List<Slider> sliders(Weights weights, Columns columns) {
		return List.of(new Slider("alpha", "α", columns.parameters().title(), text(weights.alpha())),
				new Slider("beta", "β", columns.latency().title(), text(weights.beta())),
				new Slider("gamma", "γ", columns.memory().title(), text(weights.gamma())));
	}

}
