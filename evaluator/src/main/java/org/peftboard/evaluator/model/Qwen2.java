package org.peftboard.evaluator.model;

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
final class Qwen2 extends RotaryArchitecture {

	Qwen2() {
		super("qwen2", Map.of());
	}

	@Override
	RotaryDecoder.Plan plan(Config config) {
		return RotaryDecoder.Plan.llama(config).withInputBias().withWindow(window(config));
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
