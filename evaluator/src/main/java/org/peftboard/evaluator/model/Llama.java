package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * LLaMA 1, 2 and 3: pre-normalised decoder with RMS norms, rotary positions, grouped-query attention and a gated SiLU feed-forward.
 *
 * <p>Source: Touvron et al., LLaMA, <a href="https://arxiv.org/abs/2302.13971">arXiv:2302.13971</a>; weight names as in transformers'
 * {@code LlamaForCausalLM}.
 */
final class Llama implements Architecture {

	@Override
	public String id() {
		return "llama";
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
		return RotaryDecoder.build(RotaryDecoder.Plan.llama(new Config(config)), builder);
	}

}
