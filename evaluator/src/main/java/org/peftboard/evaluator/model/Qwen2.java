package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

import tools.jackson.databind.JsonNode;

/**
 * Qwen2 and Qwen2.5: LLaMA with biases at queries, keys and values; with {@code use_sliding_window} the layers from {@code max_window_layers} on see a
 * window.
 *
 * <p>Source: Yang et al., Qwen2 Technical Report, <a href="https://arxiv.org/abs/2407.10671">arXiv:2407.10671</a>; weight names as in transformers'
 * {@code Qwen2ForCausalLM}.
 */
final class Qwen2 implements Architecture {

	@Override
	public String id() {
		return "qwen2";
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
		return RotaryDecoder.build(RotaryDecoder.Plan.llama(read).withInputBias().withWindow(window(read)), builder);
	}

	/** The window by layer; {@code layer_types} says it where it is there. */
	static IntUnaryOperator window(Config config) {
		if (!config.flag("use_sliding_window", false)) {
			return layer -> 0;
		}
		int window = config.whole("sliding_window");
		int first = config.whole("max_window_layers", 28);
		JsonNode types = config.json().path("layer_types");
		return layer -> (types.isArray() ? types.path(layer).asString("").equals("sliding_attention") : layer >= first) ? window : 0;
	}

}
