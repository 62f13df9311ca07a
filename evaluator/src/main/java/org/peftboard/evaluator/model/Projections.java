package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Pass;

/** What makes queries, keys and values of an attention's input. */
interface Projections {

	/** x (B, T, C) → queries (B, T, H·D), keys and values (B, T, G·D) */
	NDArray[] forward(NDArray x, Pass pass);

	/** Three linear layers. */
	record Separate(Linear query, Linear key, Linear value) implements Projections {

		@Override
		public NDArray[] forward(NDArray x, Pass pass) {
			return new NDArray[] { query.forward(x, pass), key.forward(x, pass), value.forward(x, pass) };
		}

	}

	/** One linear layer whose output is cut into equal parts. */
	record Fused(Linear whole, int parts) implements Projections {

		@Override
		public NDArray[] forward(NDArray x, Pass pass) {
			return pass.ops().callForList("parts", parts, whole.forward(x, pass), pass.ops().constant(parts)).toArray(NDArray[]::new);
		}

	}

}
