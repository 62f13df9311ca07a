package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.types.Shape;
import tools.jackson.databind.JsonNode;

/** Whisper, for counting. Source: Radford et al., <a href="https://arxiv.org/abs/2212.04356">arXiv:2212.04356</a>; names as in transformers. */
final class Whisper implements Skeleton {

	/** kernel of the two convolutions over the spectrogram */
	private static final int KERNEL = 3;

	@Override
	public String id() {
		return "whisper";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return Map.of(Site.Kind.ATTENTION_QUERY, List.of("q_proj"), Site.Kind.ATTENTION_KEY, List.of("k_proj"), Site.Kind.ATTENTION_VALUE, List.of("v_proj"),
				Site.Kind.ATTENTION_OUTPUT, List.of("out_proj"), Site.Kind.MLP_UP, List.of("fc1"), Site.Kind.MLP_DOWN, List.of("fc2"));
	}

	@Override
	public void draw(JsonNode json, Builder builder) {
		Config config = new Config(json);
		int width = config.whole("d_model");
		convolution(builder, "model.encoder.conv1", width, config.whole("num_mel_bins"));
		convolution(builder, "model.encoder.conv2", width, width);
		positions(builder, Site.Stack.ENCODER, config.whole("max_source_positions"), width);
		stack(config, builder, Site.Stack.ENCODER, config.whole("encoder_layers"), width);
		Site words = Site.outside(Site.Kind.EMBEDDING, "model.decoder.embed_tokens");
		var table = builder.weight(words, "weight", new Shape(config.whole("vocab_size"), width));
		positions(builder, Site.Stack.DECODER, config.whole("max_target_positions"), width);
		stack(config, builder, Site.Stack.DECODER, config.whole("decoder_layers"), width);
		builder.prompt(Site.Stack.ENCODER, builder.vocabulary(words, table, table, 1));
	}

	private static String path(Site.Stack stack) {
		return stack == Site.Stack.ENCODER ? "model.encoder." : "model.decoder.";
	}

	private static void convolution(Builder builder, String path, int out, int in) {
		Site site = new Site(Site.Stack.ENCODER, -1, false, Site.Kind.EMBEDDING, path);
		builder.weight(site, "weight", new Shape(out, in, KERNEL));
		builder.weight(site, "bias", new Shape(out));
	}

	private static void positions(Builder builder, Site.Stack stack, int count, int width) {
		builder.weight(new Site(stack, -1, false, Site.Kind.POSITION_EMBEDDING, path(stack) + "embed_positions"), "weight", new Shape(count, width));
	}

	private static void stack(Config config, Builder builder, Site.Stack stack, int layers, int width) {
		for (int layer = 0; layer < layers; layer++) {
			attention(config, builder, stack, layer, false);
			if (stack == Site.Stack.DECODER) {
				attention(config, builder, stack, layer, true);
			}
			mlp(config, builder, stack, layer);
		}
		builder.layerNorm(new Site(stack, -1, false, Site.Kind.FINAL_NORM, path(stack) + "layer_norm"), width, 0);
	}

	private static void attention(Config config, Builder builder, Site.Stack stack, int layer, boolean cross) {
		int width = config.whole("d_model");
		int heads = config.whole("decoder_attention_heads");
		String module = path(stack) + "layers." + layer + (cross ? ".encoder_attn" : ".self_attn");
		builder.layerNorm(new Site(stack, layer, cross, Site.Kind.ATTENTION_NORM, module + "_layer_norm"), width, 0);
		builder.linear(new Site(stack, layer, cross, Site.Kind.ATTENTION_QUERY, module + ".q_proj"), width, width, true);
		builder.linear(new Site(stack, layer, cross, Site.Kind.ATTENTION_KEY, module + ".k_proj"), width, width, false);
		builder.linear(new Site(stack, layer, cross, Site.Kind.ATTENTION_VALUE, module + ".v_proj"), width, width, true);
		builder.linear(new Site(stack, layer, cross, Site.Kind.ATTENTION_OUTPUT, module + ".out_proj"), width, width, true);
		Site site = new Site(stack, layer, cross, Site.Kind.ATTENTION, module);
		builder.prefix(site, heads, width / heads);
		builder.residual(site, width);
	}

	private static void mlp(Config config, Builder builder, Site.Stack stack, int layer) {
		int width = config.whole("d_model");
		int inner = config.whole("decoder_ffn_dim");
		String module = path(stack) + "layers." + layer + ".";
		builder.layerNorm(new Site(stack, layer, false, Site.Kind.MLP_NORM, module + "final_layer_norm"), width, 0);
		builder.linear(new Site(stack, layer, false, Site.Kind.MLP_UP, module + "fc1"), width, inner, true);
		builder.linear(new Site(stack, layer, false, Site.Kind.MLP_DOWN, module + "fc2"), inner, width, true);
		builder.residual(new Site(stack, layer, false, Site.Kind.MLP, module + "fc2"), width);
	}

}
