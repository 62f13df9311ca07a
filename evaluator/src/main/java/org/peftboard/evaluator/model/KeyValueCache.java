package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Ops;

/**
 * Keys and values of the positions already seen, one pair of (B, G, S, D) an attention, written in place; a prefix stands first. For an encoder–decoder it
 * also keeps the keys and values of the source.
 *
 * <p>{@code real} says which places of the sequence (virtual tokens, prompt, new tokens; no prefix) are not padding.
 */
public final class KeyValueCache implements AutoCloseable {

	private final Ops ops;

	private final NDManager manager;

	private final List<NDArray> keys = new ArrayList<>();

	private final List<NDArray> values = new ArrayList<>();

	private final @Nullable NDArray[] sourceKeys;

	private final @Nullable NDArray[] sourceValues;

	private int length;

	private long @Nullable [][] real;

	private long @Nullable [][] realSource;

	/**
	 * @param capacity S, the longest sequence that it takes, prefix and virtual tokens among them
	 * @param real     1 for a real place of what is read first and 0 for padding, by row; absent where nothing is padded
	 */
	KeyValueCache(Ops ops, int layers, int batch, int groups, int capacity, int headWidth, long @Nullable [][] real) {
		this.ops = ops;
		this.manager = ops.newManager();
		this.real = real;
		this.sourceKeys = new NDArray[layers];
		this.sourceValues = new NDArray[layers];
		Shape shape = new Shape(batch, groups, capacity, headWidth);
		for (int layer = 0; layer < layers; layer++) {
			keys.add(ops.inPrecision(manager.zeros(shape)));
			values.add(ops.inPrecision(manager.zeros(shape)));
		}
	}

	NDArray keys(int layer) {
		return keys.get(layer);
	}

	NDArray values(int layer) {
		return values.get(layer);
	}

	@Nullable NDArray sourceKeys(int layer) {
		return sourceKeys[layer];
	}

	@Nullable NDArray sourceValues(int layer) {
		return sourceValues[layer];
	}

	/** Keeps what the source gives an attention over it. */
	void keepSource(int layer, NDArray key, NDArray value) {
		key.attach(manager);
		value.attach(manager);
		sourceKeys[layer] = key;
		sourceValues[layer] = value;
	}

	/** places of the sequence read so far, virtual tokens among them */
	public int length() {
		return length;
	}

	long @Nullable [][] real() {
		return real;
	}

	long @Nullable [][] realSource() {
		return realSource;
	}

	void setRealSource(long @Nullable [][] realSource) {
		this.realSource = realSource;
	}

	void advance(int tokens) {
		length += tokens;
	}

	/**
	 * Puts other rows in the place of these, as beam search needs.
	 *
	 * @param rows for every row the one whose past it takes over
	 */
	public void reorder(int[] rows) {
		try (NDManager scratch = manager.newSubManager()) {
			NDArray order = scratch.create(Arrays.stream(rows).asLongStream().toArray());
			keys.forEach(array -> ops.update("reorder", array, order).close());
			values.forEach(array -> ops.update("reorder", array, order).close());
			reorder(sourceKeys, order);
			reorder(sourceValues, order);
		}
		real = reordered(real, rows);
		realSource = reordered(realSource, rows);
	}

	private void reorder(@Nullable NDArray[] arrays, NDArray order) {
		for (NDArray array : arrays) {
			if (array != null) {
				ops.update("reorder", array, order).close();
			}
		}
	}

	private static long @Nullable [][] reordered(long @Nullable [][] mask, int[] rows) {
		return mask == null ? null : Arrays.stream(rows).mapToObj(row -> mask[row]).toArray(long[][]::new);
	}

	@Override
	public void close() {
		manager.close();
	}

}
