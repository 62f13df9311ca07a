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
import java.util.stream.Stream;

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
 * Makes the small base model that ships: vocabulary, then language modelling on the mini corpus in stages, from seeds alone. Documents are joined with
 * {@code <s>} and {@code </s>} and cut into rows of equal length. Every finished stage is kept ({@code stage-N.safetensors} and {@code .json}), so that a
 * run that was cut off goes on with the next one.
 */
public final class Pretraining {

	private static final int VALIDATION_ROWS = 64;

	private static final int VALIDATE_EVERY = 250;

	private static final int LOG_EVERY = 25;

	/** Steps with a warm-up and a cosine of their own, on documents of one mix; the optimizer starts anew. */
	public record Stage(MiniCorpus.Mix mix, long corpusSeed, long heldOutSeed, int steps, int warmUpSteps, double learningRate) {
	}

	/**
	 * Everything that decides the outcome.
	 *
	 * @param vocabularyDocuments documents of the first stage that the vocabulary is learned from
	 * @param weightDeviation     of the initial matrices
	 */
	public record Recipe(Map<String, Object> config, int vocabularySize, int vocabularyDocuments, long weightSeed, double weightDeviation,
			List<Stage> stages, int batchSize, int rowTokens, double weightDecay, double beta2, double clipNorm) {

		/** The recipe of {@code mini-llama}. */
		public static Recipe miniLlama() {
			Stage stories = new Stage(MiniCorpus.Mix.STORIES, MiniCorpus.TRAINING_SEED, MiniCorpus.HELD_OUT_SEED, 3000, 100, 4e-3);
			Stage words = new Stage(MiniCorpus.Mix.STORIES_AND_WORDS, MiniCorpus.TRAINING_SEED + 10, MiniCorpus.HELD_OUT_SEED + 10, 1200, 60, 2e-3);
			return new Recipe(miniLlamaConfig(), 1024, 20_000, 7, 0.04, List.of(stories, words), 16, 128, 0.05, 0.98, 1);
		}

		private static Map<String, Object> miniLlamaConfig() {
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

	}

	/** How one stage went: mean loss per token in nats, by step. */
	public record StageReport(List<Point> trainingLosses, List<Point> heldOutLosses, double minutes) {
	}

	/** What is written beside the weights. */
	public record Report(Recipe recipe, long parameters, List<StageReport> stages, String weightsSha256, String tokenizerSha256) {
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
		Stage first = recipe.stages().get(0);
		ByteLevelBpeTrainer.train(MiniCorpus.documents(first.corpusSeed(), first.mix()).limit(recipe.vocabularyDocuments()), recipe.vocabularySize())
			.write(vocabulary);
		PeftMethod full = Methods.REGISTRY.get("full-fine-tuning");
		ops.seed(recipe.weightSeed());
		try (Tokenizer tokenizer = Tokenizer.load(vocabulary);
				LanguageModel model = Architectures.build(Architectures.config(folder), Weights.random(recipe.weightDeviation()),
						full.configure(new Settings(full.card(), Map.of())), ops)) {
			List<StageReport> reports = new ArrayList<>();
			for (int index = 0; index < recipe.stages().size(); index++) {
				reports.add(stage(index, model, tokenizer));
			}
			write(model, reports);
		}
	}

	/** Runs a stage, or takes up what an earlier run made of it. */
	private StageReport stage(int index, LanguageModel model, Tokenizer tokenizer) throws IOException {
		Path weights = folder.resolve("stage-" + (index + 1) + ".safetensors");
		Path report = folder.resolve("stage-" + (index + 1) + ".json");
		if (Files.exists(report)) {
			log.accept("stage %d of %d was finished before".formatted(index + 1, recipe.stages().size()));
			AdapterFolder.readWeights(weights, model);
			return Json.read(report, StageReport.class);
		}
		StageReport done = train(recipe.stages().get(index), model, tokenizer);
		AdapterFolder.writeWeights(weights, model);
		Json.write(report, done);
		return done;
	}

	private StageReport train(Stage stage, LanguageModel model, Tokenizer tokenizer) {
		long start = System.nanoTime();
		Rows rows = new Rows(tokenizer, MiniCorpus.documents(stage.corpusSeed(), stage.mix()), recipe.rowTokens());
		TokenBatch heldOut = new Rows(tokenizer, MiniCorpus.documents(stage.heldOutSeed(), stage.mix()), recipe.rowTokens()).batch(VALIDATION_ROWS);
		Schedule schedule = new Schedule(stage.learningRate(), stage.warmUpSteps(), stage.steps(), Schedule.Shape.COSINE);
		List<Point> losses = new ArrayList<>();
		List<Point> heldOutLosses = new ArrayList<>();
		Protocol.Optimization optimization = new Protocol.Optimization(Schedule.Shape.COSINE, 0,
				new AdamW.Settings(0.9, recipe.beta2(), recipe.weightDecay(), 1e-8), true, recipe.clipNorm());
		try (Trainer trainer = new Trainer(model, optimization)) {
			for (int step = 1; step <= stage.steps(); step++) {
				double loss = trainer.step(rows.batch(recipe.batchSize()), schedule.learningRate(step - 1));
				if (step % LOG_EVERY == 0 || step == 1) {
					losses.add(new Point(step, loss));
				}
				if (step % VALIDATE_EVERY == 0 || step == stage.steps()) {
					heldOutLosses.add(new Point(step, heldOutLoss(model, heldOut)));
					log.accept("step %d of %d, training loss %.3f, held-out loss %.3f, %.0f s".formatted(step, stage.steps(), loss,
							heldOutLosses.get(heldOutLosses.size() - 1).value(), (System.nanoTime() - start) / 1e9));
				}
			}
		}
		return new StageReport(losses, heldOutLosses, (System.nanoTime() - start) / 60e9);
	}

	private static double heldOutLoss(LanguageModel model, TokenBatch batch) {
		try (NDManager step = model.ops().newManager()) {
			return Trainer.loss(model, model.pass(step, batch.sequences()), batch).getFloat();
		}
	}

	private void write(LanguageModel model, List<StageReport> reports) throws IOException {
		Path weights = folder.resolve("model.safetensors");
		AdapterFolder.writeWeights(weights, model);
		Json.write(folder.resolve("pretraining.json"), new Report(recipe, model.baseCount(), reports, Checksum.sha256(weights),
				Checksum.sha256(folder.resolve("tokenizer.json"))));
	}

	/** The corpus as rows of equal length. */
	private static final class Rows {

		private final Tokenizer tokenizer;

		private final Iterator<String> documents;

		private final int length;

		private int[] rest = {};

		Rows(Tokenizer tokenizer, Stream<String> documents, int length) {
			this.tokenizer = tokenizer;
			this.documents = documents.iterator();
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
