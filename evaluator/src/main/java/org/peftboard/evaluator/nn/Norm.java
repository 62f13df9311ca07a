package org.peftboard.evaluator.nn;

import ai.djl.ndarray.NDArray;

/** A normalisation over the last dimension. */
@FunctionalInterface
public interface Norm {

	/** x (…, C) → (…, C) */
	NDArray forward(NDArray x);

	/** x / √(mean(x²) + ε) · (offset + g): offset 0 in most models, 1 in Gemma's. */
	record Rms(Parameters parameters, Parameter gain, double epsilon, double offset) implements Norm {

		@Override
		public NDArray forward(NDArray x) {
			Ops ops = parameters.ops();
			if (offset == 0) {
				return ops.call("rms_norm", x, gain.array(), ops.constant(epsilon));
			}
			return ops.call("rms_norm_offset", x, gain.array(), ops.constant(epsilon), ops.constant(offset));
		}

	}

	/** (x − mean) / √(variance + ε) · g + b */
	record Layer(Parameters parameters, Parameter gain, Parameter bias, double epsilon) implements Norm {

		@Override
		public NDArray forward(NDArray x) {
			Ops ops = parameters.ops();
			return ops.call("layer_norm", x, gain.array(), bias.array(), ops.constant(epsilon));
		}

	}

}
