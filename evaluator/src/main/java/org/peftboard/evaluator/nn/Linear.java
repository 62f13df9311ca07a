package org.peftboard.evaluator.nn;

import ai.djl.ndarray.NDArray;

/** What stands where a model multiplies by a matrix: the layer itself, or what a method made of it. */
@FunctionalInterface
public interface Linear {

	/** x (B, T, in) → (B, T, out) */
	NDArray forward(NDArray x, Pass pass);

}
