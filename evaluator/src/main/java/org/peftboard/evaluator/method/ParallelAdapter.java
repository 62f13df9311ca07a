package org.peftboard.evaluator.method;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Residual;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * Parallel adapter: a bottleneck beside the feed-forward, reading what the feed-forward reads.
 *
 * <p>y = FFN(x) + s · (W_up a(W_down x + b_d) + b_u), s constant. Trainable parameters: 2·C·k + k + C a layer, k = C ÷ reduction factor. W_up = 0 at the
 * start.
 *
 * <p>Source: He et al., <a href="https://arxiv.org/abs/2110.04366">arXiv:2110.04366</a>; AdapterHub's {@code par_bn}.
 */
final class ParallelAdapter implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("parallel-adapter", "Parallel adapter", "additive",
				"A bottleneck network beside the feed-forward of every layer, scaled by a constant, so that the two can run at once.",
				"y = FFN(x) + s · (W_up a(W_down x + b_d) + b_u)", "He et al., 2021, Towards a Unified View of Parameter-Efficient Transfer Learning",
				"https://arxiv.org/abs/2110.04366",
				List.of(CommonParameters.reductionFactor(2), CommonParameters.activation("relu"),
						CommonParameters.number("scale", "Scale", 1e-3, 100, 4, "The adapter's output is multiplied by this."),
						CommonParameters.learningRate(1e-2)),
				false, "none", true, List.of());
	}

	@Override
	public Adaptation configure(Settings settings) {
		return (blueprint, parameters) -> hooks(parameters, settings.whole("reductionFactor"), settings.text("activation"), settings.number("scale"), false);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return besideFeedForwards(settings, blueprint);
	}

	/** A bottleneck and its scale beside every feed-forward. */
	static AddedWork besideFeedForwards(Settings settings, Blueprint blueprint) {
		return AddedWork.subLayers(blueprint, site -> site.kind() == Site.Kind.MLP,
				Bottleneck.work(settings, blueprint).and(AddedWork.Cost.each(blueprint.width())));
	}

	/**
	 * Hooks that put an adapter beside every feed-forward.
	 *
	 * @param learned whether the scale trains
	 */
	static Hooks hooks(Parameters parameters, int reductionFactor, String activation, double scale, boolean learned) {
		return new Hooks() {

			@Override
			public Residual residual(Site site, long width) {
				if (site.kind() != Site.Kind.MLP) {
					return Residual.PLAIN;
				}
				Bottleneck adapter = Bottleneck.full(parameters, site, width, reductionFactor, activation);
				Parameter trained = learned ? parameters.constant(adapter.path() + ".scaling", new Shape(1), scale) : null;
				return (stream, input, output, pass) -> {
					Ops ops = pass.ops();
					NDArray factor = trained == null ? ops.constant(scale) : trained.array();
					return ops.call("add_gated", ops.call("add", stream, output), adapter.forward(input, pass), factor);
				};
			}

		};
	}

}
