package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Norm;
import org.peftboard.evaluator.nn.Parameter;
import tools.jackson.databind.JsonNode;

import static java.util.Map.entry;

/**
 * GPT-2: pre-normalised decoder with layer norms, learned positions, biases everywhere and a plain tanh-GELU feed-forward. Its checkpoints hold queries, keys
 * and values in one matrix {@code c_attn}, and every matrix as (in, out); here the three are sites of their own, and a method may take the whole as well.
 *
 * <p>Source: Radford et al., Language Models are Unsupervised Multitask Learners, 2019; weight names as in transformers' {@code GPT2LMHeadModel}.
 */
final class Gpt2 implements Architecture {

	private static final Map<Site.Kind, List<String>> MODULE_NAMES = Map.ofEntries(entry(Site.Kind.ATTENTION_QKV, List.of("attn.c_attn")),
			entry(Site.Kind.ATTENTION_OUTPUT, List.of("attn.c_proj")), entry(Site.Kind.MLP_UP, List.of("mlp.c_fc")), entry(Site.Kind.MLP_DOWN, List.of("mlp.c_proj")),
			entry(Site.Kind.ATTENTION_NORM, List.of("ln_1")), entry(Site.Kind.MLP_NORM, List.of("ln_2")), entry(Site.Kind.FINAL_NORM, List.of("transformer.ln_f")),
			entry(Site.Kind.EMBEDDING, List.of("transformer.wte")), entry(Site.Kind.POSITION_EMBEDDING, List.of("transformer.wpe")), entry(Site.Kind.HEAD, List.of("lm_head")));

	@Override
	public String id() {
		return "gpt2";
	}

	@Override
	public Map<Site.Kind, List<String>> moduleNames() {
		return MODULE_NAMES;
	}

	@Override
	public boolean storesTransposed() {
		return true;
	}

	@Override
	public Optional<Fusion> fusion() {
		return Optional.of(new Fusion("attn.c_attn", List.of("attn.q", "attn.k", "attn.v")));
	}

	@Override
	public LanguageModel build(JsonNode config, Builder builder) {
		Config read = new Config(config);
		read.requireUnset("scale_attn_by_inverse_layer_idx");
		int width = read.whole("n_embd");
		int heads = read.whole("n_head");
		if (width % heads != 0) {
			throw new Problem.Refused("config.json: n_head", String.valueOf(heads), "a divisor of n_embd " + width);
		}
		int positions = read.whole("n_positions");
		Site first = Site.outside(Site.Kind.EMBEDDING, "transformer.wte");
		Parameter tokens = builder.weight(first, "weight", new Shape(read.whole("vocab_size"), width));
		Parameter places = builder.weight(Site.outside(Site.Kind.POSITION_EMBEDDING, "transformer.wpe"), "weight", new Shape(positions, width));
		List<DecoderLayer> layers = new ArrayList<>();
		for (int layer = 0; layer < read.whole("n_layer"); layer++) {
			layers.add(new LayerBuilder(read, builder, layer, width, heads).build());
		}
		Norm finalNorm = builder.layerNorm(Site.outside(Site.Kind.FINAL_NORM, "transformer.ln_f"), width, epsilon(read));
		Parameter head = builder.head(read.flag("tie_word_embeddings", true), tokens);
		return new CausalDecoder(new CausalDecoder.Sizes(width, heads, width / heads, positions), builder,
				builder.vocabulary(first, tokens, head, 1), places, layers, finalNorm);
	}

	private static double epsilon(Config config) {
		return config.number("layer_norm_epsilon", 1e-5);
	}

	/** One layer's parts, in the order of computation. */
	private record LayerBuilder(Config config, Builder builder, int layer, int width, int heads) {

		private Site site(Site.Kind kind, String module) {
			return Site.in(layer, kind, "transformer.h." + layer + "." + module);
		}

		DecoderLayer build() {
			Norm attentionNorm = builder.layerNorm(site(Site.Kind.ATTENTION_NORM, "ln_1"), width, epsilon(config));
			AttentionLayer attention = attention();
			Residual attentionResidual = builder.residual(site(Site.Kind.ATTENTION, "attn"), width);
			Norm mlpNorm = builder.layerNorm(site(Site.Kind.MLP_NORM, "ln_2"), width, epsilon(config));
			FeedForward mlp = mlp();
			Residual mlpResidual = builder.residual(site(Site.Kind.MLP, "mlp"), width);
			return new DecoderLayer(attentionNorm, attention, null, attentionResidual, mlpNorm, mlp, null, mlpResidual);
		}

		private AttentionLayer attention() {
			List<Site> parts = List.of(site(Site.Kind.ATTENTION_QUERY, "attn.q"), site(Site.Kind.ATTENTION_KEY, "attn.k"),
					site(Site.Kind.ATTENTION_VALUE, "attn.v"));
			Projections projections = builder.fused(site(Site.Kind.ATTENTION_QKV, "attn.c_attn"), parts, width, width);
			Linear output = builder.transposedLinear(site(Site.Kind.ATTENTION_OUTPUT, "attn.c_proj"), width, width);
			int headWidth = width / heads;
			double scale = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(headWidth) : 1;
			AttentionLayer.Form form = new AttentionLayer.Form(layer, headWidth, scale, 0, null, null, null, 0, 0, null);
			return new AttentionLayer(form, projections, output, builder.prefix(site(Site.Kind.ATTENTION, "attn"), heads, headWidth));
		}

		private FeedForward mlp() {
			int inner = config.whole("n_inner", 4 * width);
			Linear up = builder.transposedLinear(site(Site.Kind.MLP_UP, "mlp.c_fc"), width, inner);
			Linear down = builder.transposedLinear(site(Site.Kind.MLP_DOWN, "mlp.c_proj"), inner, width);
			return new FeedForward(Activation.of("activation_function", config.text("activation_function", "gelu_new")), null, up, down);
		}

	}

}
