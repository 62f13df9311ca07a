package org.peftboard.evaluator.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * Bottleneck adapters whose matrices are sums of Kronecker products: W = Σᵢ Aᵢ ⊗ (sᵢ tᵢ), i = 1 … n, Aᵢ (n, n) shared by all adapters of the model, sᵢ
 * (in/n, r) and tᵢ (r, out/n) their own. tᵢ of the way up starts at zero, so that a fresh adapter changes nothing.
 *
 * <p>Trainable parameters: n³ once, and for each matrix in·r + r·out, with a bias of out.
 *
 * <p>Source: Karimi Mahabadi et al., Compacter, <a href="https://arxiv.org/abs/2106.04647">arXiv:2106.04647</a>.
 */
final class HypercomplexAdapters {

	private static final double RULE_DEVIATION = 0.01;

	private HypercomplexAdapters() {
	}

	static Adaptation of(Adapters place, Settings settings) {
		int n = settings.whole("phmDimension");
		return (blueprint, parameters) -> {
			Parameter rule = parameters.normal("shared_parameters.default.phm_rule", new Shape(n, n, n), RULE_DEVIATION);
			Maker maker = new Maker(rule, n, settings.whole("phmRank"), settings.whole("reductionFactor"), settings.text("activation"));
			return place.hooks(parameters, maker);
		};
	}

	/** 2 · C · k for each position; once a pass both matrices are made: n · r · (in/n) · (out/n) for the summands, n · in · out for their products and sum. */
	static AddedWork work(Adapters place, Settings settings, Blueprint blueprint) {
		double width = blueprint.width();
		double inner = Bottleneck.inner(blueprint.width(), settings.whole("reductionFactor"));
		double n = settings.whole("phmDimension");
		double once = 2 * width * inner * (settings.whole("phmRank") / n + n);
		return AddedWork.subLayers(blueprint, place::stands, Bottleneck.work(settings, blueprint).and(AddedWork.Cost.once(once)));
	}

	private record Maker(Parameter rule, int n, int rank, int reductionFactor, String activation) implements Adapters.Maker {

		@Override
		public Bottleneck make(Parameters parameters, Site site, long width) {
			String path = Bottleneck.path(site);
			long inner = Bottleneck.inner(width, reductionFactor);
			requireDivides(width, "the model's width");
			requireDivides(inner, "the bottleneck's width");
			return new Bottleneck(path, activation, matrix(parameters, path + ".adapter_down.0", width, inner, false),
					matrix(parameters, path + ".adapter_up", inner, width, true));
		}

		private void requireDivides(long width, String what) {
			if (width % n != 0) {
				throw new Problem.Refused("phmDimension", String.valueOf(n), "a divisor of " + width + ", " + what);
			}
		}

		private Bottleneck.Projection matrix(Parameters parameters, String path, long in, long out, boolean zero) {
			Shape left = new Shape(n, in / n, rank);
			Shape right = new Shape(n, rank, out / n);
			Parameter s = parameters.uniform(path + ".W_left", left, Math.sqrt(6.0 / ((double) in / n + rank)));
			Parameter t = zero ? parameters.zeros(path + ".W_right", right)
					: parameters.uniform(path + ".W_right", right, Math.sqrt(6.0 / ((double) out / n + rank)));
			return new Sum(rule, s, t, parameters.zeros(path + ".b", new Shape(out)));
		}

	}

	private record Sum(Parameter rule, Parameter s, Parameter t, Parameter bias) implements Bottleneck.Projection {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			NDArray matrix = pass.call("hypercomplex", rule.array(), s.array(), t.array());
			return pass.ops().call("times_matrix", x, matrix, bias.array());
		}

	}

}
