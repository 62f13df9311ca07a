package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.nn.Pass;

/** How a sub-layer's output goes back into the residual stream. */
@FunctionalInterface
public interface Residual {

	/** x + f(n(x)), in the memory of f(n(x)) */
	Residual PLAIN = (stream, input, output, pass) -> pass.ops().call("add_into", stream, output);

	/**
	 * The stream behind the sub-layer.
	 *
	 * @param stream x (B, T, C), before the sub-layer
	 * @param input  n(x) (B, T, C), normalised, what the sub-layer read
	 * @param output f(n(x)) (B, T, C)
	 */
	NDArray join(NDArray stream, NDArray input, NDArray output, Pass pass);

}
