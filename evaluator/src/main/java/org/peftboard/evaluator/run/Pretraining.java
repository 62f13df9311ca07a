package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import ai.djl.ndarray.NDManager;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result.Point;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.task.mini.MiniCorpus;
import org.peftboard.evaluator.text.ByteLevelBpeTrainer;
import org.peftboard.evaluator.text.Tokenizer;

/**
 * Makes the small base model that ships: vocabulary, then language modelling on the mini corpus, from seeds alone. Documents are joined with
 * {@code <s>} and {@code </s>} and cut into rows of equal length.
 */
public final class Pretraining {

	private static final int VALIDATION_ROWS = 64;

	private static final int VALIDATE_EVERY = 250;

	private static final int LOG_EVERY = 25;

	/**
	 * Everything that decides the outcome.
	 *
	 * @param vocabularyDocuments documents that the vocabulary is learned from
	 * @param weightDeviation     of the initial matrices
	 */
	public record Recipe(Map<String, Object> config, int vocabularySize, int vocabularyDocuments, long corpusSeed, long heldOutSeed, long weightSeed,
			double weightDeviation, int steps, int batchSize, int rowTokens, double learningRate, int warmUpSteps, double weightDecay, double beta2,
			double clipNorm) {

		/** The recipe of {@code mini-llama}. */
		public static Recipe miniLlama(int steps) {
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
			config.put("pad_token_id", 0);
			config.put("bos_token_id", 1);
			config.put("eos_token_id", 2);
			config.put("torch_dtype", "float32");
			return new Recipe(config, 1024, 20_000, MiniCorpus.TRAINING_SEED, MiniCorpus.HELD_OUT_SEED, 7, 0.04, steps, 16, 128, 4e-3, 100, 0.05, 0.98, 1);
		}

	}

	/** What is written beside the weights. */
	public record Report(Recipe recipe, int parameters, List<Point> trainingLosses, List<Point> heldOutLosses, double minutes, String weightsSha256,
			String tokenizerSha256) {
	}

	private final Recipe recipe;

	private final Path folder;

	private final Consumer<String> log;

	public Pretraining(Recipe recipe, Path folder, Consumer<String> log) {
		this.recipe = recipe;
		this.folder = folder;
		this.log = log;
	}

	/** Trains and writes {@code config.json}, {@code tokenizer.json}, {@code model.safetensors} and {@code pretraining.json}. */
	public void run(Ops ops) throws IOException {
		Files.createDirectories(folder);
		Json.write(folder.resolve("config.json"), recipe.config());
		Path vocabulary = folder.resolve("tokenizer.json");
		ByteLevelBpeTrainer.train(MiniCorpus.documents(recipe.corpusSeed()).limit(recipe.vocabularyDocuments()), recipe.vocabularySize())
			.write(vocabulary);
		PeftMethod full = Methods.REGISTRY.get("full-fine-tuning");
		ops.seed(recipe.weightSeed());
		try (Tokenizer tokenizer = Tokenizer.load(vocabulary);
				LanguageModel model = Architectures.build(Architectures.config(folder), Weights.random(recipe.weightDeviation()),
						full.configure(new Settings(full.card(), Map.of())), ops)) {
			train(model, tokenizer);
		}
	}

	private void train(LanguageModel model, Tokenizer tokenizer) throws IOException {
		long start = System.nanoTime();
		Rows rows = new Rows(tokenizer, recipe.corpusSeed(), recipe.rowTokens());
		List<TokenBatch> heldOut = List.of(new Rows(tokenizer, recipe.heldOutSeed(), recipe.rowTokens()).batch(VALIDATION_ROWS));
		Schedule schedule = new Schedule(recipe.learningRate(), recipe.warmUpSteps(), recipe.steps());
		List<Point> losses = new ArrayList<>();
		List<Point> heldOutLosses = new ArrayList<>();
		AdamW.Settings settings = new AdamW.Settings(0.9, recipe.beta2(), recipe.weightDecay(), 1e-8);
		try (Trainer trainer = new Trainer(model, settings, recipe.clipNorm())) {
			for (int step = 1; step <= recipe.steps(); step++) {
				double loss = trainer.step(rows.batch(recipe.batchSize()), schedule.learningRate(step - 1));
				if (step % LOG_EVERY == 0 || step == 1) {
					losses.add(new Point(step, loss));
				}
				if (step % VALIDATE_EVERY == 0 || step == recipe.steps()) {
					heldOutLosses.add(new Point(step, loss(model, heldOut.get(0))));
					log.accept("step %d of %d, training loss %.3f, held-out loss %.3f, %.0f s".formatted(step, recipe.steps(), loss,
							heldOutLosses.get(heldOutLosses.size() - 1).value(), (System.nanoTime() - start) / 1e9));
				}
			}
		}
		write(model, losses, heldOutLosses, (System.nanoTime() - start) / 60e9);
	}

	private static double loss(LanguageModel model, TokenBatch batch) {
		try (NDManager step = model.ops().newManager()) {
			return Trainer.loss(model, step, batch).getFloat();
		}
	}

	private void write(LanguageModel model, List<Point> losses, List<Point> heldOutLosses, double minutes) throws IOException {
		Path weights = folder.resolve("model.safetensors");
		AdapterFolder.writeWeights(weights, model, "");
		Json.write(folder.resolve("pretraining.json"), new Report(recipe, (int) model.baseCount(), losses, heldOutLosses, minutes,
				Checksum.sha256(weights), Checksum.sha256(folder.resolve("tokenizer.json"))));
	}

	/** The corpus as rows of equal length. */
	private static final class Rows {

		private final Tokenizer tokenizer;

		private final Iterator<String> documents;

		private final int length;

		private int[] rest = {};

		Rows(Tokenizer tokenizer, long seed, int length) {
			this.tokenizer = tokenizer;
			this.documents = MiniCorpus.documents(seed).iterator();
			this.length = length;
		}

		TokenBatch batch(int size) {
			List<TokenBatch.Row> rows = new ArrayList<>();
			for (int row = 0; row < size; row++) {
				rows.add(new TokenBatch.Row(next(), 1));
			}
			return TokenBatch.of(rows, Tokens.PADDING);
		}

		private int[] next() {
			while (rest.length < length) {
				int[] document = Tokens.document(tokenizer.encode(documents.next()));
				int[] joined = Arrays.copyOf(rest, rest.length + document.length);
				System.arraycopy(document, 0, joined, rest.length, document.length);
				rest = joined;
			}
			int[] row = Arrays.copyOf(rest, length);
			rest = Arrays.copyOfRange(rest, length, rest.length);
			return row;
		}

	}

}
