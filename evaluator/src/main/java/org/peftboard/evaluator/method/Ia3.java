package org.peftboard.evaluator.method;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * (IA)³: learned vectors scale keys, values and the inner activations of the feed-forward.
 *
 * <p>Output scaled: y = l ⊙ (W x + b), l (out, 1). A feed-forward layer's input scaled: y = W (l ⊙ x) + b, l (1, in). At the start l = 1. Trainable
 * parameters: out, or in, for each layer. Merges into rows, or columns, of W.
 *
 * <p>Source: Liu et al., <a href="https://arxiv.org/abs/2205.05638">arXiv:2205.05638</a>, section 3.3.
 */
final class Ia3 implements PeftMethod {

	private static final String FEEDFORWARD = "feedforwardModules";

	private static final List<Site.Kind> DEFAULTS = List.of(Site.Kind.ATTENTION_KEY, Site.Kind.ATTENTION_VALUE, Site.Kind.MLP_DOWN);

	@Override
	public MethodCard card() {
		return new MethodCard("ia3", "(IA)³", "additive",
				"Scales keys, values and the feed-forward's inner activations by learned vectors. Very few parameters; folds into the weights.",
				"k ← l_k ⊙ k, v ← l_v ⊙ v, Down (l_ff ⊙ x)", "Liu et al., 2022, Few-Shot Parameter-Efficient Fine-Tuning is Better and Cheaper than In-Context Learning",
				"https://arxiv.org/abs/2205.05638",
				List.of(CommonParameters.choices(CommonParameters.TARGET_MODULES, "Target modules", Site.Kind.linears(), DEFAULTS, 1,
						"The kinds of linear layer that are scaled."),
						CommonParameters.choices(FEEDFORWARD, "Scaled at their input", Site.Kind.linears(), List.of(Site.Kind.MLP_DOWN), 0,
								"Those of the target modules whose input is scaled and not their output."),
						CommonParameters.learningRate(2e-2)),
				true, "IA3", true, presets());
	}

	private static List<Preset> presets() {
		return List.of(
				new Preset(CommonParameters.PEFT_BENCH, Map.of(FEEDFORWARD, List.of(), "learningRate", 5e-5),
						"Its configuration gives feedforward_modules as text, which matches nothing: down_proj is scaled at its output."),
				new Preset(CommonParameters.LIALIN, Map.of(), "The learning rate is searched over 1e-3, 1e-4 and 5e-5."),
				new Preset(CommonParameters.HF_COMPARISON, Map.of("learningRate", 1e-3), "ia3/lr_0.001"));
	}

	@Override
	public Adaptation configure(Settings settings) {
		Set<Site.Kind> feedforward = OnLinears.kinds(settings, FEEDFORWARD);
		return OnLinears.of(settings, (site, base, parameters) -> {
			boolean atInput = feedforward.contains(site.kind());
			Shape shape = atInput ? new Shape(1, base.in()) : new Shape(base.out(), 1);
			Scaled layer = new Scaled(base, parameters.ones(site.path() + ".ia3_l", shape), atInput, parameters);
			parameters.merge(base.weight().name(), layer::mergedWeight);
			if (!atInput && base.bias() != null) {
				parameters.merge(base.bias().name(), layer::mergedBias);
			}
			return layer;
		});
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		Set<Site.Kind> feedforward = OnLinears.kinds(settings, FEEDFORWARD);
		Set<Site.Kind> atOutput = new HashSet<>(OnLinears.kinds(settings));
		Set<Site.Kind> atInput = new HashSet<>(atOutput);
		atOutput.removeAll(feedforward);
		atInput.retainAll(feedforward);
		return AddedWork.linears(blueprint, atOutput, (in, out) -> AddedWork.Cost.each(out))
			.and(AddedWork.linears(blueprint, atInput, (in, out) -> AddedWork.Cost.each(in)));
	}

	private record Scaled(Dense base, Parameter scale, boolean atInput, Parameters parameters) implements Linear {

		@Override
		public NDArray forward(NDArray x, Pass pass) {
			if (atInput) {
				return base.forward(pass.ops().call("times", x, scale.array()), pass);
			}
			return pass.ops().call("times", base.forward(x, pass), scale.array());
		}

		private NDArray mergedWeight() {
			return parameters.ops().update("scaled_matrix", base.weight().array(), scale.array());
		}

		private NDArray mergedBias() {
			return parameters.ops().update("times", base.bias().array(), scale.array());
		}

	}

}
