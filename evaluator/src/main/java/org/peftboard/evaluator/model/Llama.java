package org.peftboard.evaluator.model;

import java.util.Map;

/**
 * LLaMA 1, 2 and 3: pre-normalised decoder with RMS norms, rotary positions, grouped-query attention and a gated SiLU feed-forward.
 *
 * <p>Source: Touvron et al., LLaMA, <a href="https://arxiv.org/abs/2302.13971">arXiv:2302.13971</a>; weight names as in transformers'
 * {@code LlamaForCausalLM}.
 */
final class Llama extends RotaryArchitecture {

	Llama() {
		super("llama", Map.of());
	}

	@Override
	RotaryDecoder.Plan plan(Config config) {
		return RotaryDecoder.Plan.llama(config);
	}

}
