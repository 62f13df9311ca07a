package org.peftboard.leaderboard;

import java.util.List;

/**
 * A drawing of lines, with the same numbers as a table: the same method over model sizes, or the best score over time.
 *
 * @param lead  what it shows, in one sentence
 * @param empty why there is nothing to draw; empty where there is
 */
record ChartView(String title, String lead, String label, PlotView.Axis acrossAxis, PlotView.Axis upAxis, List<Series> series, List<Bar> bars,
		List<String> headings, List<List<String>> table, String empty) {

	/** A line through points; {@code style} is a number for its colour and dash. */
	record Series(String title, int style, String line, List<Dot> dots) {
	}

	/** A point with what it says. */
	record Dot(double x, double y, String text) {
	}

	/** A bar from the bottom. */
	record Bar(double x, double y, double width, double height, String text) {
	}

	public int width() {
		return PlotView.WIDTH;
	}

	public int height() {
		return PlotView.HEIGHT;
	}

}
