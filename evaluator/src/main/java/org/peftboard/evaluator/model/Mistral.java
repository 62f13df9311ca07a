package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Mistral: LLaMA whose every layer sees a window of the last {@code sliding_window} positions, where the configuration has one.
 *
 * <p>Source: Jiang et al., Mistral 7B, <a href="https://arxiv.org/abs/2310.06825">arXiv:2310.06825</a>; weight names as in transformers'
 * {@code MistralForCausalLM}.
 */
final class Mistral implements Architecture {

	@Override
	public String id() {
		return "mistral";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return RotaryDecoder.MODULE_NAMES;
	}

	@Override
	public long width(JsonNode config) {
		return new Config(config).whole("hidden_size");
	}

	@Override
	public LanguageModel build(JsonNode config, Builder builder) {
		Config read = new Config(config);
		int window = read.whole("sliding_window", 0);
		return RotaryDecoder.build(RotaryDecoder.Plan.llama(read).withWindow(layer -> window), builder);
	}

}
