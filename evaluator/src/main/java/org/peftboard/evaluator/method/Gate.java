package org.peftboard.evaluator.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * UniPELT's gate: g = σ(w x + b), between 0 and 1; w starts normal with deviation 0.02, b at zero.
 *
 * <p>Over an encoder's states it is the mean over the real tokens, as in the paper. In a decoder each token has its own: a mean over the sequence would see
 * ahead, and token by token is what the reference computes while it generates.
 *
 * @param encoder whether x are an encoder's states
 */
record Gate(Parameter weight, Parameter bias, boolean encoder) {

	static Gate of(Parameters parameters, String path, long width, boolean encoder) {
		return new Gate(parameters.normal(path + ".gate.weight", new Shape(1, width), 0.02), parameters.zeros(path + ".gate.bias", new Shape(1)), encoder);
	}

	/** x (B, T, C) → (B, T or 1, 1) */
	NDArray of(NDArray x, Pass pass) {
		if (!encoder) {
			return pass.ops().call("token_gate", x, weight.array(), bias.array());
		}
		NDArray real = pass.sourceMask();
		if (real == null) {
			return pass.ops().call("mean_gate", x, weight.array(), bias.array());
		}
		return pass.ops().call("masked_mean_gate", x, weight.array(), bias.array(), real);
	}

}
