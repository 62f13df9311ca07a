package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Pass;

/** Keys and values of one attention that stand before those of every sequence; keys count as already rotated. */
public interface Prefix {

	/** P, virtual positions */
	int length();

	/** (P, G·D), in the pass's memory */
	NDArray keys(Pass pass);

	/** (P, G·D), in the pass's memory */
	NDArray values(Pass pass);

	/** Whether its positions count for a bias by relative position; else that bias is 0 at them. */
	default boolean hasRelativeBias() {
		return false;
	}

	/**
	 * How much of it each query sees: keys and values are scaled by this. Absent where all see the whole.
	 *
	 * @param input (B, T, C), what the attention reads
	 * @return (B, T or 1, 1)
	 */
	default @Nullable NDArray gate(NDArray input, Pass pass) {
		return null;
	}

}
