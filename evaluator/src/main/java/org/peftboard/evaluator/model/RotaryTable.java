package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.nn.Ops;

/**
 * Cosines and sines of rotary positions, (S, D) each: entry (p, i) is of the angle p · θ^(−2 (i mod D/2) / D).
 *
 * <p>Angles are float32, as in the reference, which the last digits of the logits show.
 *
 * <p>Source: Su et al., RoFormer, <a href="https://arxiv.org/abs/2104.09864">arXiv:2104.09864</a>, in the rotate-half form of Hugging Face's LLaMA.
 */
record RotaryTable(NDArray cosines, NDArray sines) {

	static RotaryTable of(Ops ops, NDManager manager, int positions, int width, double theta) {
		int half = width / 2;
		float[] cosines = new float[positions * width];
		float[] sines = new float[positions * width];
		for (int index = 0; index < half; index++) {
			float frequency = (float) (1.0 / (float) Math.pow(theta, 2.0 * index / width));
			for (int position = 0; position < positions; position++) {
				float angle = position * frequency;
				for (int place : new int[] { position * width + index, position * width + index + half }) {
					cosines[place] = (float) Math.cos(angle);
					sines[place] = (float) Math.sin(angle);
				}
			}
		}
		Shape shape = new Shape(positions, width);
		return new RotaryTable(ops.tensor(manager, cosines, shape), ops.tensor(manager, sines, shape));
	}

	/** Consecutive positions, the same for every row: (1, T, D) each, in the step's manager. */
	RotaryTable at(NDManager step, int start, int tokens) {
		NDIndex range = new NDIndex(start + ":" + (start + tokens));
		return new RotaryTable(slice(step, cosines, range), slice(step, sines, range));
	}

	private static NDArray slice(NDManager step, NDArray table, NDIndex range) {
		NDArray rows = table.get(range);
		rows.attach(step);
		return rows.expandDims(0);
	}

	/** Positions by row: (B, T, D) each. */
	RotaryTable at(Ops ops, NDArray positions) {
		return new RotaryTable(ops.call("embedding", positions, cosines), ops.call("embedding", positions, sines));
	}

}
