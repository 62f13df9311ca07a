package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.types.Shape;
import tools.jackson.databind.JsonNode;

/** OPT, for counting. Source: Zhang et al., <a href="https://arxiv.org/abs/2205.01068">arXiv:2205.01068</a>; names as in {@code OPTForCausalLM}. */
final class Opt implements Skeleton {

	/** rows of the position embedding that no position uses */
	private static final int POSITION_OFFSET = 2;

	@Override
	public String id() {
		return "opt";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return Map.of(Site.Kind.ATTENTION_QUERY, List.of("q_proj"), Site.Kind.ATTENTION_KEY, List.of("k_proj"), Site.Kind.ATTENTION_VALUE, List.of("v_proj"),
				Site.Kind.ATTENTION_OUTPUT, List.of("out_proj"), Site.Kind.MLP_UP, List.of("fc1"), Site.Kind.MLP_DOWN, List.of("fc2"),
				Site.Kind.ATTENTION_NORM, List.of("self_attn_layer_norm"), Site.Kind.MLP_NORM, List.of("final_layer_norm"), Site.Kind.EMBEDDING,
				List.of("embed_tokens"));
	}

	@Override
	public void draw(JsonNode json, Builder builder) {
		Config config = new Config(json);
		int width = config.whole("hidden_size");
		int embedded = config.whole("word_embed_proj_dim", width);
		Site words = Site.outside(Site.Kind.EMBEDDING, "model.decoder.embed_tokens");
		var table = builder.weight(words, "weight", new Shape(config.whole("vocab_size"), embedded));
		builder.weight(Site.outside(Site.Kind.POSITION_EMBEDDING, "model.decoder.embed_positions"), "weight",
				new Shape(config.whole("max_position_embeddings") + POSITION_OFFSET, width));
		if (embedded != width) {
			builder.linear(Site.outside(Site.Kind.EMBEDDING, "model.decoder.project_in"), embedded, width, false);
			builder.linear(Site.outside(Site.Kind.HEAD, "model.decoder.project_out"), width, embedded, false);
		}
		for (int layer = 0; layer < config.whole("num_hidden_layers"); layer++) {
			layer(config, builder, layer, width);
		}
		if (config.flag("do_layer_norm_before", true)) {
			builder.layerNorm(Site.outside(Site.Kind.FINAL_NORM, "model.decoder.final_layer_norm"), width, 0);
		}
		builder.prompt(Site.Stack.DECODER, builder.vocabulary(words, table, table, 1));
	}

	private static void layer(Config config, Builder builder, int layer, int width) {
		String path = "model.decoder.layers." + layer + ".";
		int heads = config.whole("num_attention_heads");
		int inner = config.whole("ffn_dim");
		builder.layerNorm(Site.in(layer, Site.Kind.ATTENTION_NORM, path + "self_attn_layer_norm"), width, 0);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_QUERY, path + "self_attn.q_proj"), width, width, true);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_KEY, path + "self_attn.k_proj"), width, width, true);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_VALUE, path + "self_attn.v_proj"), width, width, true);
		builder.linear(Site.in(layer, Site.Kind.ATTENTION_OUTPUT, path + "self_attn.out_proj"), width, width, true);
		builder.prefix(Site.in(layer, Site.Kind.ATTENTION, path + "self_attn"), heads, width / heads);
		builder.residual(Site.in(layer, Site.Kind.ATTENTION, path + "self_attn"), width);
		builder.layerNorm(Site.in(layer, Site.Kind.MLP_NORM, path + "final_layer_norm"), width, 0);
		builder.linear(Site.in(layer, Site.Kind.MLP_UP, path + "fc1"), width, inner, true);
		builder.linear(Site.in(layer, Site.Kind.MLP_DOWN, path + "fc2"), inner, width, true);
		builder.residual(Site.in(layer, Site.Kind.MLP, path + "fc2"), width);
	}

}
