package org.peftboard.evaluator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameters;
import tools.jackson.databind.JsonNode;

import static java.util.Map.entry;

/**
 * LLaMA: pre-normalised decoder with RMS norms, rotary positions, grouped-query attention and a gated SiLU feed-forward.
 *
 * <pre>
 *   h = x + O · attention(rope(Q n₁(x)), rope(K n₁(x)), V n₁(x))
 *   y = h + Down · (silu(Gate n₂(h)) ⊙ Up n₂(h))
 * </pre>
 *
 * <p>Source: Touvron et al., LLaMA, <a href="https://arxiv.org/abs/2302.13971">arXiv:2302.13971</a>; weight names as in transformers'
 * {@code LlamaForCausalLM}.
 */
final class Llama implements Architecture {

	private static final Map<Site.Kind, String> MODULE_NAMES = Map.ofEntries(entry(Site.Kind.ATTENTION_QUERY, "q_proj"),
			entry(Site.Kind.ATTENTION_KEY, "k_proj"), entry(Site.Kind.ATTENTION_VALUE, "v_proj"), entry(Site.Kind.ATTENTION_OUTPUT, "o_proj"),
			entry(Site.Kind.MLP_GATE, "gate_proj"), entry(Site.Kind.MLP_UP, "up_proj"), entry(Site.Kind.MLP_DOWN, "down_proj"),
			entry(Site.Kind.ATTENTION_NORM, "input_layernorm"), entry(Site.Kind.MLP_NORM, "post_attention_layernorm"),
			entry(Site.Kind.FINAL_NORM, "norm"), entry(Site.Kind.EMBEDDING, "embed_tokens"), entry(Site.Kind.HEAD, "lm_head"));

	@Override
	public String id() {
		return "llama";
	}

	@Override
	public Map<Site.Kind, String> moduleNames() {
		return MODULE_NAMES;
	}

	@Override
	public LanguageModel build(JsonNode config, Weights weights, Adaptation adaptation, Ops ops) {
		return new Decoder(Config.of(config), weights, adaptation, ops);
	}

	/**
	 * The sizes of one checkpoint.
	 *
	 * @param width     C
	 * @param inner     width inside the feed-forward
	 * @param heads     H
	 * @param groups    G, heads of keys and values
	 * @param headWidth D
	 */
	record Config(int vocabulary, int width, int inner, int layers, int heads, int groups, int headWidth, int maxPositions, double epsilon,
			double theta, boolean tied) {

		static Config of(JsonNode json) {
			int width = whole(json, "hidden_size");
			int heads = whole(json, "num_attention_heads");
			JsonNode rope = json.path("rope_parameters");
			String scaling = rope.path("rope_type").asString("default");
			if (!scaling.equals("default") || json.path("rope_scaling").isObject()) {
				throw new Problem.Refused("config.json: rope_type", scaling, "default");
			}
			double theta = rope.path("rope_theta").asDouble(json.path("rope_theta").asDouble(10_000));
			return new Config(whole(json, "vocab_size"), width, whole(json, "intermediate_size"), whole(json, "num_hidden_layers"), heads,
					json.path("num_key_value_heads").asInt(heads), json.path("head_dim").asInt(width / heads), whole(json, "max_position_embeddings"),
					json.path("rms_norm_eps").asDouble(1e-6), theta, json.path("tie_word_embeddings").asBoolean(false));
		}

		private static int whole(JsonNode json, String key) {
			JsonNode value = json.path(key);
			if (!value.isInt() || value.asInt() < 1) {
				throw new Problem.Refused("config.json: " + key, value.isMissingNode() ? "nothing" : value.toString(), "a whole number of at least 1");
			}
			return value.asInt();
		}

	}

	/** The model itself, with its weights. */
	private static final class Decoder implements LanguageModel {

		private final Config config;

		private final Ops ops;

		private final NDManager manager;

		private final Builder builder;

		private final NDArray embedding;

		private final List<Layer> layers = new ArrayList<>();

		private final NDArray finalNorm;

		private final NDArray head;

		private final NDArray epsilon;

		private final RotaryTable rotary;

		Decoder(Config config, Weights weights, Adaptation adaptation, Ops ops) {
			this.config = config;
			this.ops = ops;
			this.manager = ops.newManager();
			this.builder = new Builder(ops, manager, weights, adaptation);
			this.epsilon = ops.constant(config.epsilon());
			this.rotary = RotaryTable.of(ops, manager, config.maxPositions(), config.headWidth(), config.theta());
			Shape table = new Shape(config.vocabulary(), config.width());
			this.embedding = builder.weight(new Site(-1, Site.Kind.EMBEDDING, "model.embed_tokens"), "weight", table);
			for (int layer = 0; layer < config.layers(); layer++) {
				layers.add(new Layer(layer, config, builder));
			}
			this.finalNorm = builder.weight(new Site(-1, Site.Kind.FINAL_NORM, "model.norm"), "weight", new Shape(config.width()));
			this.head = config.tied() ? embedding : builder.weight(new Site(-1, Site.Kind.HEAD, "lm_head"), "weight", table);
		}

		@Override
		public NDArray hidden(NDArray ids) {
			int tokens = (int) ids.getShape().get(1);
			requireFits(tokens);
			Attention attention = new Attention.Causal(ops, rotary.at(ids.getManager(), 0, tokens));
			return run(ids, attention);
		}

		@Override
		public NDArray next(NDArray ids, KeyValueCache cache) {
			requireFits(cache.length() + (int) ids.getShape().get(1));
			Attention attention = Attention.cached(ops, rotary, ids, cache);
			NDArray hidden = run(ids, attention);
			cache.advance((int) ids.getShape().get(1));
			return logits(hidden.get(":, -1"));
		}

		private NDArray run(NDArray ids, Attention attention) {
			NDArray x = ops.call("embedding", ids, embedding); // (B, T, C)
			for (Layer layer : layers) {
				x = layer.forward(x, epsilon, attention);
			}
			return ops.call("rms_norm", x, finalNorm, epsilon);
		}

		@Override
		public NDArray logits(NDArray hidden) {
			return ops.call("linear", hidden, head);
		}

		@Override
		public KeyValueCache newCache(int batch, int capacity, long @Nullable [][] mask) {
			return new KeyValueCache(ops.newManager(), config.layers(), batch, config.groups(), capacity, config.headWidth(), mask);
		}

		private void requireFits(int tokens) {
			if (tokens > config.maxPositions()) {
				throw new Problem.Refused("sequence", tokens + " positions", "at most " + config.maxPositions() + ", the base model's longest");
			}
		}

		@Override
		public Parameters parameters() {
			return builder.parameters();
		}

		@Override
		public Map<String, NDArray> weights() {
			return builder.taken();
		}

		@Override
		public long baseCount() {
			return builder.taken().values().stream().mapToLong(NDArray::size).sum();
		}

		@Override
		public int maxPositions() {
			return config.maxPositions();
		}

		@Override
		public Ops ops() {
			return ops;
		}

		@Override
		public void close() {
			manager.close();
		}

	}

	/** One layer: attention and feed-forward, each behind a norm and with a residual. */
	private static final class Layer {

		private final Ops ops;

		private final int index;

		private final NDArray attentionNorm;

		private final NDArray mlpNorm;

		private final Linear query;

		private final Linear key;

		private final Linear value;

		private final Linear output;

		private final Linear gate;

		private final Linear up;

		private final Linear down;

		Layer(int index, Config config, Builder builder) {
			this.ops = builder.ops();
			this.index = index;
			String layer = "model.layers." + index + ".";
			int queries = config.heads() * config.headWidth();
			int keys = config.groups() * config.headWidth();
			this.attentionNorm = builder.weight(new Site(index, Site.Kind.ATTENTION_NORM, layer + "input_layernorm"), "weight", new Shape(config.width()));
			this.query = builder.linear(new Site(index, Site.Kind.ATTENTION_QUERY, layer + "self_attn.q_proj"), config.width(), queries);
			this.key = builder.linear(new Site(index, Site.Kind.ATTENTION_KEY, layer + "self_attn.k_proj"), config.width(), keys);
			this.value = builder.linear(new Site(index, Site.Kind.ATTENTION_VALUE, layer + "self_attn.v_proj"), config.width(), keys);
			this.output = builder.linear(new Site(index, Site.Kind.ATTENTION_OUTPUT, layer + "self_attn.o_proj"), queries, config.width());
			this.mlpNorm = builder.weight(new Site(index, Site.Kind.MLP_NORM, layer + "post_attention_layernorm"), "weight", new Shape(config.width()));
			this.gate = builder.linear(new Site(index, Site.Kind.MLP_GATE, layer + "mlp.gate_proj"), config.width(), config.inner());
			this.up = builder.linear(new Site(index, Site.Kind.MLP_UP, layer + "mlp.up_proj"), config.width(), config.inner());
			this.down = builder.linear(new Site(index, Site.Kind.MLP_DOWN, layer + "mlp.down_proj"), config.inner(), config.width());
		}

		NDArray forward(NDArray x, NDArray epsilon, Attention attention) {
			NDArray normed = ops.call("rms_norm", x, attentionNorm, epsilon);
			NDArray seen = attention.apply(index, query.forward(normed), key.forward(normed), value.forward(normed));
			NDArray middle = ops.call("add", x, output.forward(seen));
			NDArray inner = ops.call("rms_norm", middle, mlpNorm, epsilon);
			NDArray gated = ops.call("swiglu", gate.forward(inner), up.forward(inner));
			return ops.call("add", middle, down.forward(gated));
		}

	}

}
