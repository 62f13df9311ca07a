package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Pass;

/**
 * Feed-forward of one layer: Down · (a(Gate x) ⊙ Up x), or Down · a(Up x) without a gate.
 *
 * @param gate absent where there is none
 */
record FeedForward(Activation activation, @Nullable Linear gate, Linear up, Linear down) {

	/** x (B, T, C), normalised → (B, T, C) */
	NDArray forward(NDArray x, Pass pass) {
		return down.forward(inner(x, pass), pass);
	}

	private NDArray inner(NDArray x, Pass pass) {
		if (gate == null) {
			return pass.ops().call(activation.operation(), up.forward(x, pass));
		}
		return pass.ops().call(activation.gatedOperation(), gate.forward(x, pass), up.forward(x, pass));
	}

}
