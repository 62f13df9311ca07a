package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.types.Shape;
import tools.jackson.databind.JsonNode;

/** BLOOM, for counting. Source: Le Scao et al., <a href="https://arxiv.org/abs/2211.05100">arXiv:2211.05100</a>; names as in {@code BloomForCausalLM}. */
final class Bloom implements Skeleton {

	@Override
	public String id() {
		return "bloom";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return Map.of(Site.Kind.ATTENTION_QKV, List.of("query_key_value"), Site.Kind.ATTENTION_OUTPUT, List.of("self_attention.dense"), Site.Kind.MLP_UP,
				List.of("dense_h_to_4h"), Site.Kind.MLP_DOWN, List.of("dense_4h_to_h"), Site.Kind.ATTENTION_NORM, List.of("input_layernorm"),
				Site.Kind.MLP_NORM, List.of("post_attention_layernorm"), Site.Kind.FINAL_NORM, List.of("ln_f"), Site.Kind.EMBEDDING_NORM,
				List.of("word_embeddings_layernorm"), Site.Kind.EMBEDDING, List.of("word_embeddings"));
	}

	@Override
	public void draw(JsonNode json, Builder builder) {
		Config config = new Config(json);
		int width = config.whole("hidden_size");
		Site words = Site.outside(Site.Kind.EMBEDDING, "transformer.word_embeddings");
		var table = builder.weight(words, "weight", new Shape(config.whole("vocab_size"), width));
		builder.layerNorm(Site.outside(Site.Kind.EMBEDDING_NORM, "transformer.word_embeddings_layernorm"), width, 0);
		for (int layer = 0; layer < config.whole("n_layer"); layer++) {
			layer(config.whole("n_head"), builder, layer, width);
		}
		builder.layerNorm(Site.outside(Site.Kind.FINAL_NORM, "transformer.ln_f"), width, 0);
		builder.prompt(Site.Stack.DECODER, builder.vocabulary(words, table, table, 1));
	}

	private static void layer(int heads, Builder builder, int layer, int width) {
		String path = "transformer.h." + layer + ".";
		String attention = path + "self_attention";
		builder.layerNorm(Site.in(layer, Site.Kind.ATTENTION_NORM, path + "input_layernorm"), width, 0);
		builder.fused(Site.in(layer, Site.Kind.ATTENTION_QKV, attention + ".query_key_value"),
				List.of(Site.in(layer, Site.Kind.ATTENTION_QUERY, attention + ".query"), Site.in(layer, Site.Kind.ATTENTION_KEY, attention + ".key"),
						Site.in(layer, Site.Kind.ATTENTION_VALUE, attention + ".value")),
				width, width);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_OUTPUT, attention + ".dense"), width, width, true);
		builder.prefix(Site.in(layer, Site.Kind.ATTENTION, attention), heads, width / heads);
		builder.residual(Site.in(layer, Site.Kind.ATTENTION, attention), width);
		builder.layerNorm(Site.in(layer, Site.Kind.MLP_NORM, path + "post_attention_layernorm"), width, 0);
		builder.linear(Site.in(layer, Site.Kind.MLP_UP, path + "mlp.dense_h_to_4h"), width, 4L * width, true);
		builder.linear(Site.in(layer, Site.Kind.MLP_DOWN, path + "mlp.dense_4h_to_h"), 4L * width, width, true);
		builder.residual(Site.in(layer, Site.Kind.MLP, path + "mlp"), width);
	}

}
