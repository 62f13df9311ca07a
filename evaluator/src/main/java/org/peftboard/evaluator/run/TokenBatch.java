package org.peftboard.evaluator.run;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.types.Shape;

/**
 * Rows of token ids, padded on the right, with the tokens that a step learns from.
 *
 * @param ids        (B, T), flat
 * @param shape      (B, T)
 * @param positions  flat positions whose next token is a target
 * @param targets    that next token, by position
 * @param realTokens tokens that are not padding
 */
record TokenBatch(long[] ids, Shape shape, long[] positions, long[] targets, int realTokens) {

	/** A row: what is read, and from which place on it is learned. */
	record Row(int[] ids, int firstTarget) {
	}

	/** @param padding id that fills the rows up to the longest one */
	static TokenBatch of(List<Row> rows, int padding) {
		int longest = rows.stream().mapToInt(row -> row.ids().length).max().orElseThrow();
		int count = rows.stream().mapToInt(row -> row.ids().length - row.firstTarget()).sum();
		long[] ids = new long[rows.size() * longest];
		Arrays.fill(ids, padding);
		long[] positions = new long[count];
		long[] targets = new long[count];
		int next = 0;
		for (int row = 0; row < rows.size(); row++) {
			int[] tokens = rows.get(row).ids();
			for (int place = 0; place < tokens.length; place++) {
				ids[row * longest + place] = tokens[place];
				if (place >= rows.get(row).firstTarget()) {
					positions[next] = (long) row * longest + place - 1;
					targets[next++] = tokens[place];
				}
			}
		}
		int real = rows.stream().mapToInt(row -> row.ids().length).sum();
		return new TokenBatch(ids, new Shape(rows.size(), longest), positions, targets, real);
	}

}
