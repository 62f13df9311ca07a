package org.peftboard.leaderboard;

import java.util.List;

import org.peftboard.leaderboard.BoardView.Choice;

/**
 * Scores by row and task.
 *
 * @param kinds choices of the kind of task
 * @param note  what is not shown; empty where everything is
 */
record MatrixView(List<Choice> kinds, List<String> tasks, List<Line> rows, String note) {

	/** A row with its scores in the order of the tasks. */
	record Line(String id, String title, String rank, List<Cell> cells) {
	}

	/** A score; its shade from 0, the least of that task, to 9, the greatest; empty where it is not known. */
	record Cell(String text, int shade) {
	}

}
