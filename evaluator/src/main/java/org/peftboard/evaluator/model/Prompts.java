package org.peftboard.evaluator.model;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.types.Shape;

/** Prompts that are continued together, padded to one length. */
public final class Prompts {

	/** Where padding goes. */
	public enum Padding {

		LEFT, RIGHT

	}

	private Prompts() {
	}

	/**
	 * Prompts as rows.
	 *
	 * @param fill id that stands at padding; it is never seen
	 */
	public static Sequences.Rows of(List<int[]> prompts, long fill, Padding side) {
		int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
		long[][] real = new long[prompts.size()][longest];
		long[] ids = new long[prompts.size() * longest];
		Arrays.fill(ids, fill);
		for (int row = 0; row < prompts.size(); row++) {
			int[] prompt = prompts.get(row);
			int start = side == Padding.LEFT ? longest - prompt.length : 0;
			for (int place = 0; place < prompt.length; place++) {
				ids[row * longest + start + place] = prompt[place];
				real[row][start + place] = 1;
			}
		}
		boolean padded = prompts.stream().anyMatch(prompt -> prompt.length < longest);
		return new Sequences.Rows(ids, new Shape(prompts.size(), longest), padded ? real : null);
	}

}
