package org.peftboard.evaluator.model;

import java.util.Map;

/**
 * Mistral: LLaMA whose every layer sees a window of the last {@code sliding_window} positions, where the configuration has one.
 *
 * <p>Source: Jiang et al., Mistral 7B, <a href="https://arxiv.org/abs/2310.06825">arXiv:2310.06825</a>; weight names as in transformers'
 * {@code MistralForCausalLM}.
 */
final class Mistral extends RotaryArchitecture {

	/** Where a configuration does not name the window; transformers writes it always, null for none. */
	private static final int USUAL_WINDOW = 4096;

	Mistral() {
		super("mistral", Map.of());
	}

	@Override
	RotaryDecoder.Plan plan(Config config) {
		int window = config.json().has("sliding_window") ? config.whole("sliding_window", 0) : USUAL_WINDOW;
		return RotaryDecoder.Plan.llama(config).withWindow(layer -> window);
	}

}
