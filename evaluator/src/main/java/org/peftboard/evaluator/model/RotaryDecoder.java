package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Norm;
import org.peftboard.evaluator.nn.Parameter;

import static java.util.Map.entry;

/**
 * What LLaMA and the architectures that grew from it share: RMS norms, rotary positions, grouped-query attention, a gated feed-forward, and one naming of
 * weights. Each architecture is a {@link Plan} of its own.
 *
 * <pre>
 *   h = x + n₁'(O · attention(rope(q(Q n₁(x))), rope(k(K n₁(x))), V n₁(x)))
 *   y = h + n₂'(Down · (a(Gate n₂(h)) ⊙ Up n₂(h)))
 * </pre>
 *
 * where q and k (norms of heads) and n₁', n₂' (norms of outputs) are there in some architectures only.
 */
final class RotaryDecoder {

	static final Map<Site.Kind, List<String>> MODULE_NAMES = Map.ofEntries(entry(Site.Kind.ATTENTION_QUERY, List.of("self_attn.q_proj")),
			entry(Site.Kind.ATTENTION_KEY, List.of("self_attn.k_proj")), entry(Site.Kind.ATTENTION_VALUE, List.of("self_attn.v_proj")),
			entry(Site.Kind.ATTENTION_OUTPUT, List.of("self_attn.o_proj")), entry(Site.Kind.MLP_GATE, List.of("mlp.gate_proj")),
			entry(Site.Kind.MLP_UP, List.of("mlp.up_proj")), entry(Site.Kind.MLP_DOWN, List.of("mlp.down_proj")),
			entry(Site.Kind.ATTENTION_NORM, List.of("input_layernorm")), entry(Site.Kind.MLP_NORM, List.of("post_attention_layernorm")),
			entry(Site.Kind.FINAL_NORM, List.of("model.norm")), entry(Site.Kind.EMBEDDING, List.of("model.embed_tokens")),
			entry(Site.Kind.HEAD, List.of("lm_head")));

	private RotaryDecoder() {
	}

	/** LLaMA's module names with others beside or in place of them. */
	static Map<Site.Kind, List<String>> withNames(Map<Site.Kind, String> others) {
		Map<Site.Kind, List<String>> names = new HashMap<>(MODULE_NAMES);
		others.forEach((kind, name) -> names.put(kind, List.of(name)));
		return Map.copyOf(names);
	}

	/**
	 * One checkpoint's sizes and its architecture's choices.
	 *
	 * @param width         C
	 * @param inner         width inside the feed-forward
	 * @param heads         H
	 * @param groups        G, heads of keys and values
	 * @param headWidth     D
	 * @param epsilon       of every norm
	 * @param normOffset    added to every norm's gain
	 * @param tied          whether the output layer is the embedding
	 * @param inputBias     whether queries, keys and values have a bias
	 * @param outputBias    whether the attention's output has one
	 * @param mlpBias       whether the feed-forward has one
	 * @param headNorms     whether heads of queries and keys have norms
	 * @param outputNorms   whether the outputs of attention and feed-forward have norms
	 * @param embeddingScale by which embeddings are multiplied
	 * @param scale         of attention scores
	 * @param window        by layer: positions that a query sees, itself among them; 0 for all
	 * @param frequencies   by layer; layers with one object share a table
	 */
	record Plan(int vocabulary, int width, int inner, int layers, int heads, int groups, int headWidth, int maxPositions, double epsilon,
			double normOffset, Activation activation, boolean tied, boolean inputBias, boolean outputBias, boolean mlpBias, boolean headNorms,
			boolean outputNorms, double embeddingScale, double scale, IntUnaryOperator window, IntFunction<float[]> frequencies) {

		/** LLaMA's choices, which the others vary. */
		static Plan llama(Config config) {
			return llama(config, config.whole("head_dim", config.whole("hidden_size") / config.whole("num_attention_heads")));
		}

		static Plan llama(Config config, int headWidth) {
			int heads = config.whole("num_attention_heads");
			int maxPositions = config.whole("max_position_embeddings");
			boolean attentionBias = config.flag("attention_bias", false);
			float[] frequencies = RotaryFrequencies.of(config.rope(), config.number("rope_theta", 10_000), headWidth, maxPositions);
			return new Plan(config.whole("vocab_size"), config.whole("hidden_size"), config.whole("intermediate_size"), config.whole("num_hidden_layers"), heads,
					config.whole("num_key_value_heads", heads), headWidth, maxPositions, config.number("rms_norm_eps", 1e-6), 0,
					Activation.of("hidden_act", config.text("hidden_act", "silu")), config.flag("tie_word_embeddings", false), attentionBias, attentionBias,
					config.flag("mlp_bias", false), false, false, 1, 1 / Math.sqrt(headWidth), layer -> 0, layer -> frequencies);
		}

		Plan withInputBias() {
			return new Plan(vocabulary, width, inner, layers, heads, groups, headWidth, maxPositions, epsilon, normOffset, activation, tied, true, false,
					mlpBias, headNorms, outputNorms, embeddingScale, scale, window, frequencies);
		}

		Plan withHeadNorms() {
			return new Plan(vocabulary, width, inner, layers, heads, groups, headWidth, maxPositions, epsilon, normOffset, activation, tied, inputBias,
					outputBias, mlpBias, true, outputNorms, embeddingScale, scale, window, frequencies);
		}

		Plan withWindow(IntUnaryOperator otherWindow) {
			return new Plan(vocabulary, width, inner, layers, heads, groups, headWidth, maxPositions, epsilon, normOffset, activation, tied, inputBias,
					outputBias, mlpBias, headNorms, outputNorms, embeddingScale, scale, otherWindow, frequencies);
		}

	}

	static CausalDecoder build(Plan plan, Builder builder) {
		Site first = Site.outside(Site.Kind.EMBEDDING, "model.embed_tokens");
		Parameter embedding = builder.weight(first, "weight", new Shape(plan.vocabulary(), plan.width()));
		Map<float[], RotaryTable> tables = new HashMap<>();
		List<DecoderLayer> layers = new ArrayList<>();
		for (int layer = 0; layer < plan.layers(); layer++) {
			RotaryTable table = tables.computeIfAbsent(plan.frequencies().apply(layer), RotaryTable::new);
			layers.add(new LayerBuilder(plan, builder, layer).build(table));
		}
		Norm finalNorm = builder.rmsNorm(Site.outside(Site.Kind.FINAL_NORM, "model.norm"), plan.width(), plan.epsilon(), plan.normOffset());
		Parameter head = builder.head(plan.tied(), embedding);
		CausalDecoder.Sizes sizes = new CausalDecoder.Sizes(plan.width(), plan.groups(), plan.headWidth(), plan.maxPositions());
		return new CausalDecoder(sizes, builder, builder.vocabulary(first, embedding, head, plan.embeddingScale()), null, layers, finalNorm);
	}

	/** One layer's parts, in the order of computation. */
	private record LayerBuilder(Plan plan, Builder builder, int layer) {

		private String path(String module) {
			return "model.layers." + layer + "." + module;
		}

		private Site site(Site.Kind kind, String module) {
			return Site.in(layer, kind, path(module));
		}

		DecoderLayer build(RotaryTable table) {
			String afterAttention = plan.outputNorms() ? "pre_feedforward_layernorm" : "post_attention_layernorm";
			Norm attentionNorm = norm(Site.Kind.ATTENTION_NORM, "input_layernorm");
			AttentionLayer attention = attention(table);
			Norm attentionPostNorm = plan.outputNorms() ? norm(Site.Kind.ATTENTION_POST_NORM, "post_attention_layernorm") : null;
			Residual attentionResidual = builder.residual(site(Site.Kind.ATTENTION, "self_attn"), plan.width());
			Norm mlpNorm = norm(Site.Kind.MLP_NORM, afterAttention);
			FeedForward mlp = mlp();
			Norm mlpPostNorm = plan.outputNorms() ? norm(Site.Kind.MLP_POST_NORM, "post_feedforward_layernorm") : null;
			Residual mlpResidual = builder.residual(site(Site.Kind.MLP, "mlp"), plan.width());
			return new DecoderLayer(attentionNorm, attention, attentionPostNorm, attentionResidual, mlpNorm, mlp, mlpPostNorm, mlpResidual);
		}

		private Norm norm(Site.Kind kind, String module) {
			return builder.rmsNorm(site(kind, module), plan.width(), plan.epsilon(), plan.normOffset());
		}

		private AttentionLayer attention(RotaryTable table) {
			int queries = plan.heads() * plan.headWidth();
			int keys = plan.groups() * plan.headWidth();
			Linear query = builder.linear(site(Site.Kind.ATTENTION_QUERY, "self_attn.q_proj"), plan.width(), queries, plan.inputBias());
			Linear key = builder.linear(site(Site.Kind.ATTENTION_KEY, "self_attn.k_proj"), plan.width(), keys, plan.inputBias());
			Linear value = builder.linear(site(Site.Kind.ATTENTION_VALUE, "self_attn.v_proj"), plan.width(), keys, plan.inputBias());
			Linear output = builder.linear(site(Site.Kind.ATTENTION_OUTPUT, "self_attn.o_proj"), queries, plan.width(), plan.outputBias());
			AttentionLayer.Form form = new AttentionLayer.Form(layer, plan.headWidth(), plan.scale(), plan.window().applyAsInt(layer), table,
					headNorm(Site.Kind.QUERY_NORM, "self_attn.q_norm"), headNorm(Site.Kind.KEY_NORM, "self_attn.k_norm"), plan.epsilon(), plan.normOffset(),
					null);
			Prefix prefix = builder.prefix(site(Site.Kind.ATTENTION, "self_attn"), plan.groups(), plan.headWidth());
			return new AttentionLayer(form, new Projections.Separate(query, key, value), output, prefix);
		}

		private @Nullable Parameter headNorm(Site.Kind kind, String module) {
			return plan.headNorms() ? builder.weight(site(kind, module), "weight", new Shape(plan.headWidth())) : null;
		}

		private FeedForward mlp() {
			Linear gate = builder.linear(site(Site.Kind.MLP_GATE, "mlp.gate_proj"), plan.width(), plan.inner(), plan.mlpBias());
			Linear up = builder.linear(site(Site.Kind.MLP_UP, "mlp.up_proj"), plan.width(), plan.inner(), plan.mlpBias());
			Linear down = builder.linear(site(Site.Kind.MLP_DOWN, "mlp.down_proj"), plan.inner(), plan.width(), plan.mlpBias());
			return new FeedForward(plan.activation(), gate, up, down);
		}

	}

}
