package org.peftboard.evaluator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

/** Tiny seeded models for tests that need no reference: width 32, inner width 48, 2 layers, 4 heads, vocabulary 64. */
public final class Toy {

	private static final String LLAMA = """
			"hidden_size":32,"intermediate_size":48,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,
			"vocab_size":64,"max_position_embeddings":64""";

	private static final String T5 = """
			{"model_type":"t5","d_model":32,"d_kv":12,"d_ff":48,"num_layers":2,"num_decoder_layers":2,"num_heads":4,"vocab_size":64,
			"relative_attention_num_buckets":8,"relative_attention_max_distance":16,"decoder_start_token_id":0,%s}""";

	/** settings that fit the toys, where a default is for larger models */
	private static final Map<String, Map<String, Object>> SETTINGS = Map.ofEntries(Map.entry("vera", Map.of("rank", 8)),
			Map.entry("oft", Map.of("blockSize", 8)), Map.entry("compacter", Map.of("reductionFactor", 4)),
			Map.entry("compacter-plus-plus", Map.of("reductionFactor", 4)), Map.entry("prompt-tuning", Map.of("virtualTokens", 3)),
			Map.entry("p-tuning", Map.of("virtualTokens", 3, "encoderHiddenSize", 8, "encoder", "lstm")),
			Map.entry("prefix-tuning", Map.of("virtualTokens", 3, "projection", true, "encoderHiddenSize", 8)),
			Map.entry("mam", Map.of("virtualTokens", 3, "encoderHiddenSize", 8)), Map.entry("unipelt", Map.of("virtualTokens", 3, "encoderHiddenSize", 8, "reductionFactor", 4)),
			Map.entry("adalora", Map.<String, Object>of("initialRank", 4, "targetRank", 2, "tInit", 100)));

	private static final Map<String, String> CONFIGS = configs();

	private Toy() {
	}

	private static Map<String, String> configs() {
		Map<String, String> configs = new LinkedHashMap<>();
		configs.put("gpt2", "{\"model_type\":\"gpt2\",\"n_embd\":32,\"n_head\":4,\"n_layer\":2,\"n_inner\":48,\"n_positions\":64,\"vocab_size\":64}");
		configs.put("llama", "{\"model_type\":\"llama\",\"attention_bias\":false," + LLAMA + "}");
		configs.put("mistral", "{\"model_type\":\"mistral\",\"sliding_window\":4," + LLAMA + "}");
		configs.put("qwen2", "{\"model_type\":\"qwen2\"," + LLAMA + "}");
		configs.put("qwen3", "{\"model_type\":\"qwen3\",\"head_dim\":12,\"attention_bias\":false," + LLAMA + "}");
		configs.put("gemma3", "{\"model_type\":\"gemma3_text\",\"head_dim\":12,\"query_pre_attn_scalar\":12,\"sliding_window\":4,\"sliding_window_pattern\":2,"
				+ "\"attention_bias\":false," + LLAMA + "}");
		configs.put("t5", T5.formatted("\"feed_forward_proj\":\"relu\""));
		configs.put("t5-v1.1", T5.formatted("\"feed_forward_proj\":\"gated-gelu\",\"tie_word_embeddings\":false"));
		return configs;
	}

	/** The names of all toys: one for each architecture, two of T5. */
	public static Collection<String> names() {
		return CONFIGS.keySet();
	}

	public static JsonNode config(String name) {
		return Json.tree("toy", CONFIGS.get(name));
	}

	/** A LLaMA with random base weights of this seed; what the method adds is of the same seed. */
	public static LanguageModel llama(Ops ops, Adaptation adaptation, long seed, boolean tied) {
		ops.seed(seed);
		String config = "{\"model_type\":\"llama\",\"tie_word_embeddings\":" + tied + "," + LLAMA + "}";
		return Architectures.build(Json.tree("toy", config), Weights.random(0.2), adaptation, ops);
	}

	/** Settings of a method that fit the toys; those left out have their defaults. */
	public static Map<String, Object> settings(String method) {
		return SETTINGS.getOrDefault(method, Map.of());
	}

	public static Adaptation adaptation(PeftMethod method, Map<String, Object> settings) {
		return method.configure(new Settings(method.card(), settings));
	}

}
