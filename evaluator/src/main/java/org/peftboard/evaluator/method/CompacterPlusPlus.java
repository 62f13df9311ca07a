package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;

/**
 * Compacter++: {@link Compacter} with {@link Pfeiffer}'s placement, one adapter a layer.
 *
 * <p>Source: Karimi Mahabadi et al., <a href="https://arxiv.org/abs/2106.04647">arXiv:2106.04647</a>, section 4.
 */
final class CompacterPlusPlus implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("compacter-plus-plus", "Compacter++", "additive",
				"Compacter with one adapter a layer, behind the feed-forward: half of its parameters and cost.", "W = Σᵢ Aᵢ ⊗ (sᵢ tᵢ), Aᵢ shared",
				"Karimi Mahabadi et al., 2021, Compacter: Efficient Low-Rank Hypercomplex Adapter Layers", "https://arxiv.org/abs/2106.04647",
				Compacter.parameters(), false, "none", true,
				List.of(new Preset(CommonParameters.LIALIN, Map.of("reductionFactor", 32, "phmDimension", 4, "phmRank", 1, "activation", "gelu"),
						"compacter++")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return HypercomplexAdapters.of(Adapters.AFTER_FEED_FORWARD, settings);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return HypercomplexAdapters.work(Adapters.AFTER_FEED_FORWARD, settings, blueprint);
	}

}
