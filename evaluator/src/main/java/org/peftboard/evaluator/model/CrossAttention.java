package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Linear;

/**
 * A decoder's attention over the encoder's states: softmax(scale · Q(x) K(s)ᵀ) V(s), joined and projected. Keys and values are computed once a source and
 * kept in the cache.
 *
 * @param index of its keys and values in the cache
 */
record CrossAttention(int index, int headWidth, double scale, Linear query, Linear key, Linear value, Linear output, @Nullable Prefix prefix) {

	/**
	 * What the encoder made of the source.
	 *
	 * @param states (B, S, C); absent where the cache holds keys and values already
	 * @param real   1 for a real place and 0 for padding; absent where nothing is padded
	 */
	record Memory(@Nullable NDArray states, long @Nullable [][] real) {

		/** (B, 1, 1, columns + S), true where a query may look; absent where it sees everything. */
		@Nullable NDArray mask(Lane lane, int columns) {
			return real == null ? null : lane.pass().once(this, () -> mask(lane.pass().manager(), columns));
		}

		private NDArray mask(NDManager manager, int columns) {
			int width = columns + real[0].length;
			boolean[] seen = new boolean[real.length * width];
			for (int row = 0; row < real.length; row++) {
				for (int column = 0; column < width; column++) {
					seen[row * width + column] = column < columns || real[row][column - columns] == 1;
				}
			}
			return manager.create(seen, new Shape(real.length, 1, 1, width));
		}

	}

	/** x (B, T, C), normalised → (B, T, C) */
	NDArray forward(NDArray x, Lane lane, Memory memory) {
		Heads heads = new Heads(lane.pass(), headWidth);
		NDArray queries = heads.split(query.forward(x, lane.pass()));
		NDArray gate = prefix == null ? null : prefix.gate(x, lane.pass());
		boolean joins = prefix != null && gate == null;
		NDArray[] source = source(heads, lane, memory, joins);
		NDArray mask = memory.mask(lane, prefix == null ? 0 : prefix.length());
		NDArray seen = gate == null ? heads.attend(queries, source[0], source[1], mask, null, scale, false)
				: heads.gated(queries, source[0], source[1], prefix.keys(lane.pass()), prefix.values(lane.pass()), gate, mask, null, scale);
		return output.forward(seen, lane.pass());
	}

	private NDArray[] source(Heads heads, Lane lane, Memory memory, boolean joins) {
		KeyValueCache cache = lane.cache();
		if (cache != null && cache.sourceKeys(index) != null) {
			return new NDArray[] { cache.sourceKeys(index), cache.sourceValues(index) };
		}
		NDArray keys = heads.split(key.forward(memory.states(), lane.pass()));
		NDArray values = heads.split(value.forward(memory.states(), lane.pass()));
		if (joins) {
			keys = heads.behind(prefix.keys(lane.pass()), keys);
			values = heads.behind(prefix.values(lane.pass()), values);
		}
		if (cache != null) {
			cache.keepSource(index, keys, values);
		}
		return new NDArray[] { keys, values };
	}

}
