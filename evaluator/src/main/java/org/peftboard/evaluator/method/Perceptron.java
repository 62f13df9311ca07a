package org.peftboard.evaluator.method;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * Linear layers with biases and a non-linearity between them: x ← W₂ a(W₁ x + b₁) + b₂ and so on. Weights start uniform in ±1/√in, as PyTorch's do.
 *
 * @param activation operation of {@code ops.py}
 */
record Perceptron(String activation, List<Layer> layers) {

	private record Layer(Parameter weight, Parameter bias) {
	}

	/** Named {@code PATH.0}, {@code PATH.2} …: places in a sequence in which the non-linearities count. */
	static Perceptron of(Parameters parameters, String path, String activation, long... widths) {
		List<Layer> layers = new ArrayList<>();
		for (int index = 0; index < widths.length - 1; index++) {
			String name = path + "." + 2 * index;
			double bound = 1 / Math.sqrt(widths[index]);
			layers.add(new Layer(parameters.uniform(name + ".weight", new Shape(widths[index + 1], widths[index]), bound),
					parameters.uniform(name + ".bias", new Shape(widths[index + 1]), bound)));
		}
		return new Perceptron(activation, layers);
	}

	/** x (n, in) → (n, out), in the pass's memory */
	NDArray forward(NDArray x, Pass pass) {
		NDArray y = x;
		for (int index = 0; index < layers.size(); index++) {
			y = index == 0 ? y : pass.call(activation, y);
			y = pass.call("linear_bias", y, layers.get(index).weight().array(), layers.get(index).bias().array());
		}
		return y;
	}

}
