package org.peftboard.leaderboard;

import java.util.List;

import org.peftboard.leaderboard.BoardView.Choice;

/**
 * Two quantities of the rows as a drawing and as a table.
 *
 * @param across   choices of the quantity from left to right
 * @param up       choices of the quantity from bottom to top
 * @param frontier the line along the rows that no other row beats in both, as points of an SVG polyline
 * @param note     how many rows are not drawn, and why
 */
record PlotView(List<Choice> across, List<Choice> up, Axis acrossAxis, Axis upAxis, List<Point> points, String frontier, List<Key> families,
		String label, String note) {

	static final int WIDTH = 860;

	static final int HEIGHT = 440;

	/** An axis with its heading and where its ticks are. */
	record Axis(String title, List<Tick> ticks) {
	}

	/** A labelled place on an axis. */
	record Tick(double at, String text) {
	}

	/** A row in the drawing. */
	record Point(String id, String title, String family, double x, double y, String across, String up, boolean best) {
	}

	/** A family with its shape. */
	record Key(String family, String title) {
	}

	public int width() {
		return WIDTH;
	}

	public int height() {
		return HEIGHT;
	}

}
