package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.Preset;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Hooks;
import org.peftboard.evaluator.model.Prefix;
import org.peftboard.evaluator.model.Site;

/**
 * Prefix tuning: trained keys and values stand before those of every sequence, in every attention.
 *
 * <p>K ← [P_K; K], V ← [P_V; V]; stored keys count as already rotated. P is trained itself, or is the output of an MLP with tanh, P = W₂ tanh(W₁ E + b₁) + b₂,
 * that is left out of the adapter file. In an encoder–decoder each attention has its own, at which T5's relative bias is 0, or only the decoder's attention to
 * itself has one, whose positions count for that bias. Trainable parameters of the flat form: P · layers · 2 · G·D.
 *
 * <p>Source: Li and Liang, <a href="https://arxiv.org/abs/2101.00190">arXiv:2101.00190</a>.
 */
final class PrefixTuning implements PeftMethod {

	private static final String ALL = "all";

	@Override
	public MethodCard card() {
		return new MethodCard("prefix-tuning", "Prefix tuning", "soft-prompt",
				"Trains keys and values that stand before those of every sequence, in every layer; with an MLP that makes them, or directly.",
				"K ← [P_K; K], V ← [P_V; V]", "Li and Liang, 2021, Prefix-Tuning: Optimizing Continuous Prompts for Generation",
				"https://arxiv.org/abs/2101.00190",
				List.of(CommonParameters.virtualTokens(30), CommonParameters.flag("projection", "MLP", false, "Let an MLP make the prefixes."),
						CommonParameters.whole("encoderHiddenSize", "Hidden size", 1, 8192, 512, "Inner width of the MLP."),
						CommonParameters.choice("attentions", "Attentions", List.of(ALL, "decoder"), ALL,
								"In an encoder–decoder: every attention has a prefix of its own, or only the decoder's to itself, as in Hugging Face PEFT."),
						CommonParameters.learningRate(1e-2)),
				false, "PREFIX_TUNING", false, presets());
	}

	private static List<Preset> presets() {
		return List.of(
				new Preset(CommonParameters.PEFT_BENCH, Map.of("virtualTokens", 32, "projection", true, "encoderHiddenSize", 512, "learningRate", 5e-5),
						"The published configuration has learning rate 1e-5 since."),
				new Preset(CommonParameters.LIALIN, Map.of("virtualTokens", 30, "projection", true, "encoderHiddenSize", 512), "prefix_tuning"),
				new Preset(CommonParameters.LIALIN, Map.of("virtualTokens", 30, "projection", false), "prefix_tuning_flat"),
				new Preset(CommonParameters.HF_COMPARISON, Map.of("virtualTokens", 200, "projection", false, "learningRate", 1e-3), "prefixtuning/lr_0.001"));
	}

	@Override
	public Adaptation configure(Settings settings) {
		return adaptation(settings, settings.flag("projection") ? settings.whole("encoderHiddenSize") : 0);
	}

	@Override
	public AddedWork addedWork(Settings settings, Blueprint blueprint) {
		boolean everywhere = settings.text("attentions").equals(ALL);
		return AddedWork.prefixes(blueprint, site -> everywhere || (site.stack() == Site.Stack.DECODER && !site.cross()),
				settings.whole("virtualTokens"));
	}

	@Override
	public Adaptation exported(Settings settings) {
		return adaptation(settings, 0);
	}

	private static Adaptation adaptation(Settings settings, int hidden) {
		boolean everywhere = settings.text("attentions").equals(ALL);
		return (blueprint, parameters) -> new Prefixes(
				new PrefixBank(blueprint, parameters, settings.whole("virtualTokens"), hidden, everywhere));
	}

	/** Hooks that give every attention its prefix. */
	record Prefixes(PrefixBank bank) implements Hooks {

		@Override
		public @Nullable Prefix prefix(Site site) {
			return bank.at(site);
		}

		@Override
		public Map<String, Supplier<NDArray>> exported() {
			return bank.exported();
		}

	}

}
