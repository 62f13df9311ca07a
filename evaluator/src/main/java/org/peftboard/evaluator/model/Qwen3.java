package org.peftboard.evaluator.model;

import java.util.Map;

/**
 * Qwen3: LLaMA with RMS norms of the heads of queries and keys, before the rotation.
 *
 * <p>Source: Yang et al., Qwen3 Technical Report, <a href="https://arxiv.org/abs/2505.09388">arXiv:2505.09388</a>; weight names as in transformers'
 * {@code Qwen3ForCausalLM}.
 */
final class Qwen3 extends RotaryArchitecture {

	/** where the configuration leaves {@code head_dim} out */
	private static final int HEAD_WIDTH = 128;

	Qwen3() {
		super("qwen3", Map.of(Site.Kind.QUERY_NORM, "self_attn.q_norm", Site.Kind.KEY_NORM, "self_attn.k_norm"));
	}

	@Override
	RotaryDecoder.Plan plan(Config config) {
		return RotaryDecoder.Plan.llama(config, config.whole("head_dim", HEAD_WIDTH)).withHeadNorms().withWindow(Qwen2.window(config));
	}

}
