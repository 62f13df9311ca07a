package org.peftboard.evaluator.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.task.mini.MiniCorpus;
import org.peftboard.evaluator.text.BpeVocabulary;

/**
 * Everything that decides what {@link Pretraining} makes.
 *
 * @param id                  of the base model
 * @param config              its {@code config.json}
 * @param vocabularyDocuments documents that the vocabulary is learned from
 * @param vocabularyStage     the stage, from 1, whose documents these are
 * @param weightDeviation     of the initial matrices
 * @param otherDeviations     of those whose names end so
 * @param neighbourBias       what a bias by bucketed position begins with where a head has its neighbour: the first head the position before, the second the one behind (two
 *                            before where a decoder has none behind); 0 for nobody. Features of neighbours are what copying from the context is made of, and nothing else
 *                            tells T5 the order of positions
 * @param batchSize           rows of a step
 * @param rowTokens           length of a row where documents are joined; absent where each document is a row of its own, cut in source and target
 */
public record Recipe(String id, Map<String, Object> config, int vocabularySize, int vocabularyDocuments, int vocabularyStage, long weightSeed, double weightDeviation,
		Map<String, Double> otherDeviations, double neighbourBias, List<Stage> stages, int batchSize, int rowTokens, double weightDecay, double beta2, double clipNorm) {

	private static final int VOCABULARY_DOCUMENTS = 20_000;

	/** The recipes of the base models that ship. */
	public static final Registry<Recipe> REGISTRY = new Registry<>("recipe", List.of(miniLlama(), miniT5()), Recipe::id);

	/** What the tokenizer puts around a text: an encoder's ends with {@code </s>}, a decoder's begins with {@code <s>}. */
	BpeVocabulary.Frame frame() {
		return Boolean.TRUE.equals(config.get("is_encoder_decoder")) ? BpeVocabulary.Frame.END : BpeVocabulary.Frame.START;
	}

	/** Steps with a warm-up and a cosine of their own, on documents of one mix; the optimizer starts anew. */
	public record Stage(MiniCorpus.Mix mix, long corpusSeed, long heldOutSeed, int steps, int warmUpSteps, double learningRate) {
	}

	private static Recipe miniLlama() {
		Stage stories = new Stage(MiniCorpus.Mix.STORIES, MiniCorpus.TRAINING_SEED, MiniCorpus.HELD_OUT_SEED, 3000, 100, 4e-3);
		Stage words = new Stage(MiniCorpus.Mix.STORIES_AND_WORDS, MiniCorpus.TRAINING_SEED + 10, MiniCorpus.HELD_OUT_SEED + 10, 1200, 60, 2e-3);
		Stage world = new Stage(MiniCorpus.Mix.WORLD, MiniCorpus.TRAINING_SEED + 20, MiniCorpus.HELD_OUT_SEED + 20, 1500, 60, 2e-3);
		return new Recipe("mini-llama", llamaConfig(), 1024, VOCABULARY_DOCUMENTS, 1, 7, 0.04, Map.of(), 0, List.of(stories, words, world), 16, 128, 0.05, 0.98, 1);
	}

	/** Starts as T5 does: attention is not scaled, so queries are small, and the embedding is the output layer too. */
	private static Recipe miniT5() {
		Map<String, Double> deviations = new TreeMap<>(Map.of("shared.weight", 1.0, ".q.weight", 0.0156, ".wo.weight", 0.0645));
		Stage copying = new Stage(MiniCorpus.Mix.COPYING, MiniCorpus.TRAINING_SEED, MiniCorpus.HELD_OUT_SEED, 500, 100, 3e-3);
		Stage world = new Stage(MiniCorpus.Mix.WORLD, MiniCorpus.TRAINING_SEED + 20, MiniCorpus.HELD_OUT_SEED + 20, 9000, 100, 3e-3);
		return new Recipe("mini-t5", t5Config(), 1280, VOCABULARY_DOCUMENTS, 2, 7, 0.088, deviations, 4, List.of(copying, world), 40, 0, 0.05, 0.98, 1);
	}

	private static Map<String, Object> llamaConfig() {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("architectures", List.of("LlamaForCausalLM"));
		config.put("model_type", "llama");
		config.put("hidden_size", 128);
		config.put("intermediate_size", 352);
		config.put("num_hidden_layers", 4);
		config.put("num_attention_heads", 4);
		config.put("num_key_value_heads", 2);
		config.put("head_dim", 32);
		config.put("vocab_size", 1024);
		config.put("max_position_embeddings", 256);
		config.put("rms_norm_eps", 1e-5);
		config.put("rope_theta", 10000.0);
		config.put("hidden_act", "silu");
		config.put("tie_word_embeddings", true);
		config.put("attention_bias", false);
		config.put("mlp_bias", false);
		config.put("pad_token_id", Tokens.PADDING);
		config.put("bos_token_id", Tokens.START);
		config.put("eos_token_id", Tokens.END);
		config.put("torch_dtype", "float32");
		return config;
	}

	/** T5 with v1.1's gated GELU and v1.0's output layer, which is the embedding: a small model learns to copy much sooner with it. */
	private static Map<String, Object> t5Config() {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("architectures", List.of("T5ForConditionalGeneration"));
		config.put("model_type", "t5");
		config.put("d_model", 128);
		config.put("d_kv", 32);
		config.put("d_ff", 256);
		config.put("num_layers", 3);
		config.put("num_decoder_layers", 3);
		config.put("num_heads", 4);
		config.put("relative_attention_num_buckets", 32);
		config.put("relative_attention_max_distance", 128);
		config.put("feed_forward_proj", "gated-gelu");
		config.put("layer_norm_epsilon", 1e-6);
		config.put("dropout_rate", 0.0);
		config.put("vocab_size", 1280);
		config.put("tie_word_embeddings", true);
		config.put("is_encoder_decoder", true);
		config.put("decoder_start_token_id", Tokens.PADDING);
		config.put("pad_token_id", Tokens.PADDING);
		config.put("bos_token_id", Tokens.START);
		config.put("eos_token_id", Tokens.END);
		config.put("torch_dtype", "float32");
		return config;
	}

}
