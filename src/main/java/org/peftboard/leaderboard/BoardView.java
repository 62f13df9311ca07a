package org.peftboard.leaderboard;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;

/**
 * The board page, ready to be written down: templates hold no arithmetic.
 *
 * @param boards   those that can be chosen, by group
 * @param narrowing what narrows the choice of boards
 * @param searching whether the reader looks for a board
 * @param views    what can stand below the controls
 * @param notice   what a reader must know before the numbers; absent where there is nothing
 * @param relative what costs are relative to, and why
 * @param ranking  absent where another view is shown
 * @param plot     absent where another view is shown
 * @param matrix   absent where another view is shown
 * @param chart    scaling or history; absent where another view is shown
 * @param scripts  what the page's scripts need
 */
record BoardView(Board board, List<Group> boards, List<Select> narrowing, boolean searching, List<Tab> views, Controls controls, Filters filters, List<String> problems,
		@Nullable String notice, Relative relative, @Nullable RankingView ranking, @Nullable PlotView plot, @Nullable MatrixView matrix,
		@Nullable ChartView chart, Scripts scripts) {

	/** Boards of one provenance. */
	record Group(String title, List<Tab> boards) {
	}

	/** Something that can be gone to. */
	record Tab(String id, String title, String about, String href, boolean current) {
	}

	/** An option of a choice. */
	record Choice(String value, String title, boolean selected) {
	}

	/** Weights, score and references. */
	record Controls(List<Slider> sliders, List<Preset> presets, List<Choice> scores, List<Choice> references, List<Own> own, String reset) {
	}

	/** A weight with its slider. */
	record Slider(String name, String letter, String title, String value) {
	}

	/** A reference that the reader may type, in the unit of its column. */
	record Own(String name, String title, String value, String placeholder) {
	}

	/** A set of weights by name; JSON for the scripts, an address without them. */
	record Preset(String title, String href, String stateJson) {
	}

	/**
	 * What can be looked for.
	 *
	 * @param active  how many filters are set
	 * @param choices select boxes, by the name of their parameter
	 * @param budgets greatest costs
	 * @param open    whether the reader used it
	 */
	record Filters(String text, List<Select> choices, List<Own> budgets, String since, String until, List<Choice> columns, int active, boolean open,
			String reset) {
	}

	/** A choice of one or several; not offered where there is nothing to choose. */
	record Select(String name, String title, boolean several, List<Choice> options) {
	}

	/** What costs are relative to. */
	record Relative(String text, String why, boolean changes) {
	}

	/**
	 * For the scripts.
	 *
	 * @param rowsHref   where all rows are
	 * @param idsHref    where their ids are
	 * @param trustHref  where intervals and draws are; empty where none is known
	 * @param boardJson  references, formats and words of this board
	 * @param textsJson  the sentences that scripts write
	 */
	record Scripts(String rowsHref, String idsHref, String trustHref, String boardJson, String textsJson) {
	}

	/**
	 * The ranking.
	 *
	 * @param headings those of the columns
	 * @param hidden   classes that hide the columns not chosen
	 * @param blank    a row for scripts to fill
	 * @param shown    "12 of 63 rows"
	 * @param leader   how stable the lead is; absent without ranked rows
	 */
	record RankingView(List<Heading> headings, String hidden, boolean wide, List<Row> ranked, List<Row> unranked, List<Row> incomplete, List<Row> held, Row blank,
			String shown, @Nullable String leader, @Nullable String trust, List<Tab> pages, boolean empty, boolean nothingFound) {
	}

	/** A heading; sorted by, where it has an address. */
	record Heading(String column, String title, @Nullable String sortHref, @Nullable String sorted, boolean number) {
	}

	/**
	 * One row.
	 *
	 * @param key    its place in the rows that scripts have; empty where they do not have it
	 * @param rank   "1", or "2=" where tied; empty where not ranked
	 * @param move   "▲3" or "▼2" against the default weights; empty where it stands as by default
	 * @param cells  text by column
	 * @param hints  what a pointer on a cell says, by column
	 * @param ends   the interval, or the least and the greatest of several runs, by column
	 * @param verified which reviewer stands for it; empty where none does
	 * @param flagged that somebody asked a reviewer to look at it; empty where nobody did
	 * @param reason why it is not ranked; absent where it is
	 */
	record Row(String id, String key, String rank, String move, String moveText, String title, String family, String familyTitle, String by, @Nullable Bar bar,
			Map<String, String> cells, Map<String, String> hints, Map<String, String> ends, String tag, String verified, String flagged, String dominated, @Nullable String reason) {

		public String cell(String column) {
			return cells.getOrDefault(column, "");
		}

		/** Absent where none is known. */
		public @Nullable String end(String column) {
			return ends.get(column);
		}

		public @Nullable String hint(String column) {
			return hints.get(column);
		}

	}

	/** The three penalties in log space: places in a drawing 100 wide, and the numbers. */
	record Bar(double parametersWidth, double latencyStart, double latencyWidth, double memoryStart, double memoryWidth, String parameters,
			String latency, String memory, String label) {
	}

	/** Whether no board has what the reader looks for. */
	public boolean noneFound() {
		return boards.stream().allMatch(group -> group.boards.isEmpty());
	}

	/** The largest weight that a slider takes. */
	public double largestWeight() {
		return BoardQuery.LARGEST_WEIGHT;
	}

}
