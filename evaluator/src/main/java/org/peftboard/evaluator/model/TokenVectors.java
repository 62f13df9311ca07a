package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;

/** The vectors of a model's vocabulary, as its first layer reads them. */
public interface TokenVectors {

	/** V */
	long vocabulary();

	/** C */
	long width();

	/** ids (P) of int64 → (P, C) */
	NDArray of(NDArray ids);

}
