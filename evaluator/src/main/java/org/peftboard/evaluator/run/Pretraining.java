package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
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
import org.peftboard.evaluator.text.BpeVocabulary;
import org.peftboard.evaluator.text.ByteLevelBpeTrainer;
import org.peftboard.evaluator.text.Tokenizer;

/**
 * Makes a small base model that ships: vocabulary, then language modelling on the mini corpus in stages, from seeds alone. A decoder-only model reads
 * documents joined with {@code <s>} and {@code </s>}, in rows of equal length; an encoder–decoder continues documents. Every finished
 * stage is kept ({@code stage-N.safetensors} and {@code .json}), so that a run that was cut off goes on with the next one.
 */
public final class Pretraining {

	private static final String POSITION_BIAS = "relative_attention_bias.weight";

	private static final int VALIDATION_BATCHES = 8;

	private static final int VALIDATE_EVERY = 250;

	private static final int LOG_EVERY = 25;

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
		learnVocabulary(recipe).write(vocabulary, recipe.frame());
		PeftMethod full = Methods.REGISTRY.get("full-fine-tuning");
		ops.seed(recipe.weightSeed());
		try (Tokenizer tokenizer = Tokenizer.load(vocabulary);
				LanguageModel model = Architectures.build(Architectures.config(folder), Weights.random(recipe.weightDeviation()),
						full.configure(new Settings(full.card(), Map.of())), ops)) {
			begin(model);
			List<StageReport> reports = new ArrayList<>();
			for (int index = 0; index < recipe.stages().size(); index++) {
				reports.add(stage(index, model, tokenizer));
			}
			write(model, reports);
		}
	}

	/** From the documents of one stage. */
	static BpeVocabulary learnVocabulary(Recipe recipe) {
		Recipe.Stage stage = recipe.stages().get(recipe.vocabularyStage() - 1);
		return ByteLevelBpeTrainer.train(MiniCorpus.documents(stage.corpusSeed(), stage.mix()).limit(recipe.vocabularyDocuments()), recipe.vocabularySize());
	}

	/** Draws the matrices anew that begin with another deviation, and turns heads to their neighbours. */
	private void begin(LanguageModel model) {
		model.parameters().byName().forEach((name, parameter) -> {
			recipe.otherDeviations().forEach((end, deviation) -> {
				if (name.endsWith(end)) {
					model.ops().update("normal", parameter.array(), model.ops().constant(deviation)).close();
				}
			});
			if (name.endsWith(POSITION_BIAS) && recipe.neighbourBias() != 0) {
				turnToNeighbours(parameter.array(), name.startsWith("encoder."));
			}
		});
	}

	/** @param table (buckets, heads): bucket n has the position n before; where positions behind have buckets too, those follow in the second half */
	private void turnToNeighbours(NDArray table, boolean bidirectional) {
		int heads = (int) table.getShape().get(1);
		int[] neighbours = { 1, bidirectional ? (int) table.getShape().get(0) / 2 + 1 : 2 };
		float[] biases = table.toFloatArray();
		for (int head = 0; head < neighbours.length; head++) {
			biases[neighbours[head] * heads + head] += (float) recipe.neighbourBias();
		}
		table.set(biases);
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

	private StageReport train(Recipe.Stage stage, LanguageModel model, Tokenizer tokenizer) {
		long start = System.nanoTime();
		Corpus rows = corpus(model, tokenizer, stage.corpusSeed(), stage.mix());
		Corpus unseen = corpus(model, tokenizer, stage.heldOutSeed(), stage.mix());
		List<TokenBatch> heldOut = Stream.generate(() -> unseen.batch(recipe.batchSize())).limit(VALIDATION_BATCHES).toList();
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

	private Corpus corpus(LanguageModel model, Tokenizer tokenizer, long seed, MiniCorpus.Mix mix) {
		return Corpus.of(model, tokenizer, MiniCorpus.documents(seed, mix), recipe.rowTokens(), seed);
	}

	/** Mean over the batches. */
	private static double heldOutLoss(LanguageModel model, List<TokenBatch> batches) {
		double sum = 0;
		for (TokenBatch batch : batches) {
			try (NDManager step = model.ops().newManager()) {
				sum += Trainer.loss(model, model.pass(step, batch.sequences()), batch).getFloat();
			}
		}
		return sum / batches.size();
	}

	private void write(LanguageModel model, List<StageReport> reports) throws IOException {
		Path weights = folder.resolve("model.safetensors");
		AdapterFolder.writeWeights(weights, model);
		Json.write(folder.resolve("pretraining.json"), new Report(recipe, model.baseCount(), reports, Checksum.sha256(weights),
				Checksum.sha256(folder.resolve("tokenizer.json"))));
	}

}
