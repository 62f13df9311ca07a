package org.peftboard.leaderboard;

import java.util.List;

import org.peftboard.leaderboard.BoardView.Choice;
import org.peftboard.leaderboard.BoardView.Group;
import org.peftboard.leaderboard.BoardView.Slider;

/**
 * The weight atlas: who leads where, two weights on the axes and the third fixed.
 *
 * @param fields   the board and the other choices that stay as they are, by name
 * @param maps     the three maps that there can be
 * @param here     the reader's own weights on the map
 * @param nowhere  titles of the rows that lead alone at no weights
 */
record AtlasView(String board, String boardTitle, List<Group> boards, List<String> problems, List<Choice> scores, List<Choice> references,
		List<Choice> maps, Slider fixed, List<Slider> others, String acrossTitle, String upTitle, List<PlotView.Tick> acrossTicks,
		List<PlotView.Tick> upTicks, List<Region> regions, PlotView.Tick hereAcross, PlotView.Tick hereUp, String label, String relativeTo,
		List<Row> rows, List<String> nowhere, String boardHref) {

	static final int SIZE = 520;

	static final double LEFT = 52;

	static final double TOP = 12;

	static final double SIDE = 456;

	/**
	 * Where a row leads.
	 *
	 * @param style  a number for its tint and pattern
	 * @param points corners, as an SVG polygon has them
	 * @param number its key in the legend
	 * @param big    whether there is room for its number
	 * @param href   the board with the weights in its middle
	 */
	record Region(int style, String points, double x, double y, String number, boolean big, String title, String href) {
	}

	/** A row of the table beside the map. */
	record Row(String number, int style, String id, String title, String mapShare, String cubeShare, String href) {
	}

	public int size() {
		return SIZE;
	}

	public double left() {
		return LEFT;
	}

	public double top() {
		return TOP;
	}

	public double side() {
		return SIDE;
	}

	public double largestWeight() {
		return BoardQuery.LARGEST_WEIGHT;
	}

}
