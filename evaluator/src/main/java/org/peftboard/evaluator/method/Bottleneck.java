package org.peftboard.evaluator.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * A bottleneck adapter: A(x) = Up a(Down x + b) + b', Down to the inner width and Up back. Names are in AdapterHub's style. Down starts normal with deviation
 * 0.02; Up starts at zero, so that a fresh adapter changes nothing (the papers start near zero).
 *
 * @param path       of the adapter
 * @param activation operation of {@code ops.py}
 */
record Bottleneck(String path, String activation, Projection down, Projection up) {

	private static final double DEVIATION = 0.02;

	/** A matrix with a bias: x (B, T, in) → (B, T, out). */
	interface Projection {

		NDArray forward(NDArray x, Pass pass);

	}

	/** The adapter's path at a site. */
	static String path(Site site) {
		return site.path() + ".adapters.default";
	}

	/** Width inside: the model's width ÷ the reduction factor, at least 1. */
	static long inner(long width, int reductionFactor) {
		return Math.max(1, width / reductionFactor);
	}

	/** 2 · C · k for each position, k the inner width. */
	static AddedWork.Cost work(Settings settings, Blueprint blueprint) {
		return AddedWork.Cost.each(2.0 * blueprint.width() * inner(blueprint.width(), settings.whole("reductionFactor")));
	}

	/** With full matrices. */
	static Bottleneck full(Parameters parameters, Site site, long width, int reductionFactor, String activation) {
		String path = path(site);
		long inner = inner(width, reductionFactor);
		Parameter down = parameters.normal(path + ".adapter_down.0.weight", new Shape(inner, width), DEVIATION);
		Parameter downBias = parameters.zeros(path + ".adapter_down.0.bias", new Shape(inner));
		Parameter up = parameters.zeros(path + ".adapter_up.weight", new Shape(width, inner));
		Parameter upBias = parameters.zeros(path + ".adapter_up.bias", new Shape(width));
		return new Bottleneck(path, activation, new Full(down, downBias), new Full(up, upBias));
	}

	private record Full(Parameter weight, Parameter bias) implements Projection {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			return pass.ops().call("linear_bias", x, weight.array(), bias.array());
		}

	}

	/** A(x) */
	NDArray forward(NDArray x, Pass pass) {
		return up.forward(pass.ops().call(activation, down.forward(x, pass)), pass);
	}

}
