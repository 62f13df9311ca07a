package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Gemma 3, text only: RMS norms with gain 1 + g before and behind attention and feed-forward, norms of the heads of queries and keys, a tanh-GELU gate,
 * embeddings scaled by √C; five layers with a sliding window and rotary base 10,000 to each one that sees all with base 1,000,000.
 *
 * <p>Source: Gemma Team, Gemma 3 Technical Report, <a href="https://arxiv.org/abs/2503.19786">arXiv:2503.19786</a>; weight names as in transformers'
 * {@code Gemma3ForCausalLM}.
 */
final class Gemma3 extends RotaryArchitecture {

	private static final String SLIDING = "sliding_attention";

	Gemma3() {
		super("gemma3_text",
				Map.of(Site.Kind.QUERY_NORM, "self_attn.q_norm", Site.Kind.KEY_NORM, "self_attn.k_norm", Site.Kind.ATTENTION_POST_NORM,
						"post_attention_layernorm", Site.Kind.MLP_NORM, "pre_feedforward_layernorm", Site.Kind.MLP_POST_NORM,
						"post_feedforward_layernorm"));
	}

	@Override
	RotaryDecoder.Plan plan(Config config) {
		List.of("attn_logit_softcapping", "final_logit_softcapping", "use_bidirectional_attention").forEach(config::requireUnset);
		int width = config.whole("hidden_size");
		int headWidth = config.whole("head_dim", 256);
		int maxPositions = config.whole("max_position_embeddings", 131_072);
		float[] wide = frequencies(config, "full_attention", config.json().path("rope_scaling"), config.number("rope_theta", 1_000_000), headWidth);
		float[] local = frequencies(config, SLIDING, config.json().path("none"), config.number("rope_local_base_freq", 10_000), headWidth);
		int window = config.whole("sliding_window", 4096);
		boolean attentionBias = config.flag("attention_bias", false);
		return new RotaryDecoder.Plan(config.whole("vocab_size"), width, config.whole("intermediate_size"), config.whole("num_hidden_layers"),
				config.whole("num_attention_heads"), config.whole("num_key_value_heads"), headWidth, maxPositions, config.number("rms_norm_eps", 1e-6), 1,
				Activation.of("hidden_activation", config.text("hidden_activation", "gelu_pytorch_tanh")), config.flag("tie_word_embeddings", true),
				attentionBias, attentionBias, false, true, true, Math.sqrt(width), 1 / Math.sqrt(config.number("query_pre_attn_scalar", 256)),
				layer -> isSliding(config, layer) ? window : 0, layer -> isSliding(config, layer) ? local : wide);
	}

	private static float[] frequencies(Config config, String type, JsonNode olderScaling, double theta, int headWidth) {
		JsonNode today = config.json().path("rope_parameters").path(type);
		return RotaryFrequencies.of(today.isObject() ? today : olderScaling, theta, headWidth, 0);
	}

	private static boolean isSliding(Config config, int layer) {
		JsonNode types = config.json().path("layer_types");
		if (types.isArray()) {
			return types.path(layer).asString("").equals(SLIDING);
		}
		int pattern = config.whole("sliding_window_pattern", config.whole("_sliding_window_pattern", 6));
		return (layer + 1) % pattern != 0;
	}

}
