package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;

/**
 * Compacter: {@link Houlsby}'s placement with matrices that are sums of Kronecker products, see {@link HypercomplexAdapters}.
 *
 * <p>Source: Karimi Mahabadi et al., <a href="https://arxiv.org/abs/2106.04647">arXiv:2106.04647</a>.
 */
final class Compacter implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("compacter", "Compacter", "additive",
				"Houlsby adapters whose matrices are sums of Kronecker products with factors shared by all layers: very few parameters.",
				"W = Σᵢ Aᵢ ⊗ (sᵢ tᵢ), Aᵢ shared", "Karimi Mahabadi et al., 2021, Compacter: Efficient Low-Rank Hypercomplex Adapter Layers",
				"https://arxiv.org/abs/2106.04647", parameters(), false, "none", true,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("reductionFactor", 32, "phmDimension", 4, "phmRank", 1, "activation", "gelu"), "compacter")));
	}

	static List<ParameterSpec> parameters() {
		return List.of(CommonParameters.reductionFactor(32),
				CommonParameters.whole("phmDimension", "Summands", 1, 64, 4, "Summands n, and the side of the shared factors; divides both widths."),
				CommonParameters.whole("phmRank", "Rank of the summands", 1, 64, 1, "Rank of each summand's own factor."),
				CommonParameters.activation("gelu"), CommonParameters.learningRate(3e-2));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return HypercomplexAdapters.of(Adapters.AFTER_BOTH, settings);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return HypercomplexAdapters.work(Adapters.AFTER_BOTH, settings, blueprint);
	}

}
