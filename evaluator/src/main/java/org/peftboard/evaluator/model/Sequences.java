package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a model reads in one pass over whole sequences.
 *
 * @param tokens what the decoder reads, padded on the right or not at all: a real token never sees what is behind it
 * @param source what the encoder reads; absent where there is no encoder
 */
public record Sequences(Rows tokens, @Nullable Rows source) {

	/** For a decoder-only model. */
	public static Sequences of(long[] ids, Shape shape) {
		return new Sequences(new Rows(ids, shape, null), null);
	}

	/**
	 * Rows of token ids.
	 *
	 * @param ids   (B, T), flat
	 * @param shape (B, T)
	 * @param real  1 for a real token and 0 for padding, by row and place; absent where none is padded, or where padding is behind what is read causally
	 */
	public record Rows(long[] ids, Shape shape, long @Nullable [][] real) {

		public int count() {
			return (int) shape.get(0);
		}

		public int length() {
			return (int) shape.get(1);
		}

		NDArray in(NDManager manager) {
			return manager.create(ids, shape);
		}

		/** The same rows with their real tokens on the left. */
		Rows leftAligned() {
			if (real == null) {
				return this;
			}
			long[] moved = new long[ids.length];
			long[][] mask = new long[count()][length()];
			for (int row = 0; row < count(); row++) {
				int next = 0;
				for (int place = 0; place < length(); place++) {
					if (real[row][place] == 1) {
						mask[row][next] = 1;
						moved[row * length() + next++] = ids[row * length() + place];
					}
				}
			}
			return new Rows(moved, shape, mask);
		}

	}

}
