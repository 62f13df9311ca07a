package org.peftboard.evaluator.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A linear layer as a checkpoint has it: y = W x + b, weight (out, in), bias (out) or none; x (B, T, in), y (B, T, out). */
public record Dense(Parameters parameters, Parameter weight, @Nullable Parameter bias) implements Linear {

	@Override
	public NDArray forward(NDArray x, Pass pass) {
		return forward(x, weight.array());
	}

	/** The layer with another weight of the same shape, its bias kept. */
	public NDArray forward(NDArray x, NDArray otherWeight) {
		Ops ops = parameters.ops();
		return bias == null ? ops.call("linear", x, otherWeight) : ops.call("linear_bias", x, otherWeight, bias.array());
	}

	public long in() {
		return weight.shape().get(1);
	}

	public long out() {
		return weight.shape().get(0);
	}

}
