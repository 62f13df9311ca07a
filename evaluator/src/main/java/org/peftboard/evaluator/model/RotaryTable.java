package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Pass;

/**
 * Cosines and sines of rotary positions, (S, D) each: entry (p, i) is of the angle p · f(i mod D/2); sines of the first half are negative, as the rotation
 * needs them. Made as far as it is needed, so that a model of
 * 131,072 positions costs no memory for those that nobody reads.
 *
 * <p>Angles are float32, as in the reference, which the last digits of the logits show.
 *
 * <p>Source: Su et al., RoFormer, <a href="https://arxiv.org/abs/2104.09864">arXiv:2104.09864</a>, in the rotate-half form of Hugging Face's LLaMA.
 */
final class RotaryTable {

	private static final int FIRST_POSITIONS = 256;

	private final float[] frequencies;

	private @Nullable NDArray cosines;

	private @Nullable NDArray sines;

	/** @param frequencies f, one for each half of a head */
	RotaryTable(float[] frequencies) {
		this.frequencies = frequencies;
	}

	/** The part of a table that a pass needs: (1 or B, T, D) each. */
	record Slice(NDArray cosines, NDArray sines) {
	}

	/** Consecutive positions, the same for every row: (1, T, D) each. */
	Slice at(Pass pass, NDManager owner, int start, int tokens) {
		reach(pass.ops(), owner, start + tokens);
		NDIndex range = new NDIndex(start + ":" + (start + tokens));
		return new Slice(slice(pass, cosines, range), slice(pass, sines, range));
	}

	private static NDArray slice(Pass pass, @Nullable NDArray table, NDIndex range) {
		NDArray rows = table.get(range);
		rows.attach(pass.manager());
		return rows.expandDims(0);
	}

	/** Positions by row: (B, T, D) each. */
	Slice at(Pass pass, NDManager owner, NDArray positions, int greatest) {
		reach(pass.ops(), owner, greatest + 1);
		return new Slice(pass.ops().call("embedding", positions, cosines), pass.ops().call("embedding", positions, sines));
	}

	private void reach(Ops ops, NDManager owner, int positions) {
		if (cosines != null && cosines.getShape().get(0) >= positions) {
			return;
		}
		int rows = Math.max(FIRST_POSITIONS, Integer.highestOneBit(positions - 1) * 2);
		int width = frequencies.length * 2;
		float[] cos = new float[rows * width];
		float[] sin = new float[rows * width];
		for (int position = 0; position < rows; position++) {
			for (int index = 0; index < width; index++) {
				float angle = position * frequencies[index % frequencies.length];
				cos[position * width + index] = (float) Math.cos(angle);
				sin[position * width + index] = (index < frequencies.length ? -1 : 1) * (float) Math.sin(angle);
			}
		}
		cosines = ops.tensor(owner, cos, new Shape(rows, width));
		sines = ops.tensor(owner, sin, new Shape(rows, width));
	}

}
