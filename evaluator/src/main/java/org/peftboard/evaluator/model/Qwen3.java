package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Qwen3: LLaMA with RMS norms of the heads of queries and keys, before the rotation.
 *
 * <p>Source: Yang et al., Qwen3 Technical Report, <a href="https://arxiv.org/abs/2505.09388">arXiv:2505.09388</a>; weight names as in transformers'
 * {@code Qwen3ForCausalLM}.
 */
final class Qwen3 implements Architecture {

	/** where the configuration leaves {@code head_dim} out */
	private static final int HEAD_WIDTH = 128;

	@Override
	public String id() {
		return "qwen3";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return MODULE_NAMES;
	}

	private static final Map<Site.Kind, List<String>> MODULE_NAMES = RotaryDecoder.withNames(
			Map.of(Site.Kind.QUERY_NORM, "self_attn.q_norm", Site.Kind.KEY_NORM, "self_attn.k_norm"));

	@Override
	public long width(JsonNode config) {
		return new Config(config).whole("hidden_size");
	}

	@Override
	public LanguageModel build(JsonNode config, Builder builder) {
		Config read = new Config(config);
		RotaryDecoder.Plan plan = RotaryDecoder.Plan.llama(read, read.whole("head_dim", HEAD_WIDTH));
		return RotaryDecoder.build(plan.withHeadNorms().withWindow(Qwen2.window(read)), builder);
	}

}
