package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Site;

/**
 * Rank-stabilised LoRA: LoRA whose update is scaled by alpha / √r, so that its size does not shrink with the rank.
 *
 * <p>y = W x + (alpha / √r) · B A x. Trainable parameters and merging as in {@link Lora}.
 *
 * <p>Source: Kalajdzievski, <a href="https://arxiv.org/abs/2312.03732">arXiv:2312.03732</a>.
 */
final class RsLora implements PeftMethod {

	@Override
	public MethodCard card() {
		return new MethodCard("rslora", "rsLoRA", "reparametrised",
				"LoRA whose update is scaled by alpha over the square root of the rank, so that high ranks learn as fast as low ones.",
				"y = W x + (alpha / √r) · B A x", "Kalajdzievski, 2023, A Rank Stabilization Scaling Factor for Fine-Tuning with LoRA",
				"https://arxiv.org/abs/2312.03732",
				List.of(CommonParameters.rank(8),
						CommonParameters.number("alpha", "Alpha", 1e-3, 4096, 16, "The update is scaled by alpha ÷ √rank."), CommonParameters.dropout(),
						CommonParameters.targetModules(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE), CommonParameters.learningRate(3e-3)),
				true, "LORA", true,
				List.of(new Preset(CommonParameters.HF_COMPARISON, Map.of("rank", 64, "learningRate", 1e-4), "lora/rank64-rslora; its alpha is not in our source.")));
	}

	@Override
	public Adaptation configure(Settings settings) {
		double scaling = settings.number("alpha") / Math.sqrt(settings.whole("rank"));
		return Lora.scaled(settings, scaling, false);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		return Lora.lowRank(settings, blueprint);
	}

}
