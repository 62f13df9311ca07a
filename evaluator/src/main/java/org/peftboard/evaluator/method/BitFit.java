package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * BitFit: only biases train. Models of today have few or none, so linear layers of the target kinds that have none get one of zeros.
 *
 * <p>y = W x + b, b trained. Trainable parameters: every bias of the model, and out for each layer that got one. Merges as the bias that it is.
 *
 * <p>Source: Ben Zaken et al., <a href="https://arxiv.org/abs/2106.10199">arXiv:2106.10199</a>; added biases at queries and values as in PEFT-Bench.
 */
final class BitFit implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("bitfit", "BitFit", "selective",
				"Trains biases and nothing else. Where linear layers of the target kinds have no bias, as in LLaMA and T5, they get one that starts at zero.",
				"y = W x + b, b trained", "Ben Zaken et al., 2021, BitFit: Simple Parameter-efficient Fine-tuning for Transformer-based Masked Language-models",
				"https://arxiv.org/abs/2106.10199",
				List.of(CommonParameters.choices(CommonParameters.TARGET_MODULES, "Layers that get a bias", Site.Kind.linears(),
						List.of(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), 0, "Linear layers that get a bias if they have none."),
						CommonParameters.learningRate(1e-2)),
				true, "none", true,
				List.of(new Preset(CommonParameters.PEFT_BENCH, Map.of("learningRate", 5e-5), "There the added bias starts at random numbers, here at 0.")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		Set<Site.Kind> kinds = OnLinears.kinds(settings);
		return (blueprint, parameters) -> new Biases(kinds, parameters);
	}

	private record Biases(Set<Site.Kind> kinds, Parameters parameters) implements Hooks {

		@Override
		public boolean trains(Site site, String part) {
			return part.equals("bias");
		}

		@Override
		public Linear linear(Site site, Dense base) {
			if (base.bias() != null || !kinds.contains(site.kind())) {
				return base;
			}
			String name = site.path() + ".bias";
			Parameter bias = parameters.zeros(name, new Shape(base.out()));
			parameters.merge(name, () -> parameters.ops().update("own", bias.array()));
			return new Dense(parameters, base.weight(), bias);
		}

	}

}
