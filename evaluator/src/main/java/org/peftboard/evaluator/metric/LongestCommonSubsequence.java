package org.peftboard.evaluator.metric;

import java.util.BitSet;
import java.util.List;

/** The longest common subsequence of two lists of words: words that stand in both in the same order, not necessarily neighbours. */
final class LongestCommonSubsequence {

	private final List<String> rows;

	private final List<String> columns;

	private final int[][] lengths;

	private LongestCommonSubsequence(List<String> rows, List<String> columns) {
		this.rows = rows;
		this.columns = columns;
		this.lengths = new int[rows.size() + 1][columns.size() + 1];
	}

	static LongestCommonSubsequence of(List<String> rows, List<String> columns) {
		LongestCommonSubsequence common = new LongestCommonSubsequence(rows, columns);
		for (int row = 1; row <= rows.size(); row++) {
			for (int column = 1; column <= columns.size(); column++) {
				common.lengths[row][column] = common.length(row, column);
			}
		}
		return common;
	}

	private int length(int row, int column) {
		if (same(row, column)) {
			return lengths[row - 1][column - 1] + 1;
		}
		return Math.max(lengths[row - 1][column], lengths[row][column - 1]);
	}

	private boolean same(int row, int column) {
		return rows.get(row - 1).equals(columns.get(column - 1));
	}

	int length() {
		return lengths[rows.size()][columns.size()];
	}

	/** Places in the first list of one of the longest, read from the end; of two ways it goes up the first list where that loses nothing. */
	BitSet places() {
		BitSet places = new BitSet();
		int row = rows.size();
		int column = columns.size();
		while (row > 0 && column > 0) {
			if (same(row, column)) {
				places.set(row - 1);
				row--;
				column--;
			}
			else if (lengths[row][column - 1] > lengths[row - 1][column]) {
				column--;
			}
			else {
				row--;
			}
		}
		return places;
	}

}
