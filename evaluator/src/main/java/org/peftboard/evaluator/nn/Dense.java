package org.peftboard.evaluator.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A linear layer as a checkpoint has it: y = W x + b, weight (out, in), bias (out) or none; x (B, T, in), y (B, T, out). */
public record Dense(Ops ops, NDArray weight, @Nullable NDArray bias) implements Linear {

	@Override
	public NDArray forward(NDArray x) {
		return bias == null ? ops.call("linear", x, weight) : ops.call("linear_bias", x, weight, bias);
	}

	public long in() {
		return weight.getShape().get(1);
	}

	public long out() {
		return weight.getShape().get(0);
	}

}
