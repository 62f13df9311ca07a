package org.peftboard.evaluator.method;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/** A linear layer whose weight a method computes anew in every pass: y = W'(W, trained) x + b. Merges into W'. */
record DeltaLinear(Dense base, Whole whole) implements Linear {

	/** W' (out, in), by calls that either record gradients in a pass or do not. */
	@FunctionalInterface
	interface Whole {

		NDArray of(Call call);

	}

	/** Calls an operation. */
	@FunctionalInterface
	interface Call {

		NDArray call(String operation, NDArray... inputs);

	}

	/** The layer, with its merging registered. */
	static DeltaLinear of(Dense base, Parameters parameters, Whole whole) {
		parameters.merge(base.weight().name(), () -> whole.of((operation, inputs) -> parameters.ops().update(operation, inputs)));
		return new DeltaLinear(base, whole);
	}

	@Override
	public NDArray forward(NDArray x, Pass pass) {
		return base.forward(x, whole.of(pass::call));
	}

}
