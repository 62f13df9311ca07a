package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the positions already seen, one pair of (B, G, S, D) a layer, written in place.
 *
 * <p>Rows may be padded on the left; {@code mask} (B, S) then says which positions are real.
 */
public final class KeyValueCache implements AutoCloseable {

	private final NDManager manager;

	private final List<NDArray> keys = new ArrayList<>();

	private final List<NDArray> values = new ArrayList<>();

	private int length;

	/** real positions by row and place; absent where nothing is padded */
	private final long @Nullable [][] mask;

	/**
	 * @param capacity S, the longest sequence that it takes
	 * @param mask     1 for a real position of the prompt and 0 for padding, by row; absent where nothing is padded
	 */
	public KeyValueCache(NDManager manager, int layers, int batch, int groups, int capacity, int headWidth, long @Nullable [][] mask) {
		this.manager = manager;
		this.mask = mask;
		for (int layer = 0; layer < layers; layer++) {
			keys.add(manager.zeros(new Shape(batch, groups, capacity, headWidth), DataType.FLOAT32));
			values.add(manager.zeros(new Shape(batch, groups, capacity, headWidth), DataType.FLOAT32));
		}
	}

	NDArray keys(int layer) {
		return keys.get(layer);
	}

	NDArray values(int layer) {
		return values.get(layer);
	}

	/** positions written so far */
	public int length() {
		return length;
	}

	long @Nullable [][] mask() {
		return mask;
	}

	void advance(int tokens) {
		length += tokens;
	}

	@Override
	public void close() {
		manager.close();
	}

}
