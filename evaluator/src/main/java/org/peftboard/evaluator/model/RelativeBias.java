package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;

/** A bias of attention scores by the distance of query and key, shared by the layers of a stack. */
@FunctionalInterface
interface RelativeBias {

	/**
	 * The bias of a pass, the same for every row.
	 *
	 * @param prefix  columns before those of the sequence
	 * @param counted whether these columns are positions like all others; else their bias is 0
	 * @return (1, H, T, prefix + start + T)
	 */
	NDArray of(Lane lane, int prefix, boolean counted);

}
