package org.peftboard.evaluator.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.evaluator.SharedFolder;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result.Items;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.task.Tasks;
import org.peftboard.evaluator.task.standard.RealText;
import org.peftboard.evaluator.text.Tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

/** Real data through tokenizer, truncation, batches and training steps. */
class RealTextTrainingTest {

	private static final List<String> TASKS = List.of("gsm8k", "boolq", "copa", "cb", "rte", "mrpc");

	@TempDir
	private Path folder;

	@Test
	void wastesLittleOnPaddingWithGpt2sTokens() throws IOException {
		Path tokenizerFile = SharedFolder.require("models/gpt2-tokenizer/tokenizer.json");
		String gpt2 = "{\"model_type\":\"gpt2\",\"n_embd\":8,\"n_head\":1,\"n_layer\":1,\"n_positions\":1024,\"vocab_size\":50257,\"eos_token_id\":50256}";
		try (RealText data = RealText.in(folder); Ops ops = Ops.on("cpu"); Tokenizer tokenizer = Tokenizer.load(tokenizerFile);
				LanguageModel model = Architectures.build(Json.tree("gpt2", gpt2), Weights.random(0.1), Adaptation.NONE, ops)) {
			SpecialTokens special = SpecialTokens.of(Json.tree("gpt2", gpt2), tokenizer);
			assertThat(special.before()).as("GPT-2 reads a prompt without a start token").isEmpty();
			for (String id : TASKS) {
				EncodedTask task = new EncodedTask(Tasks.REGISTRY.get(id), tokenizer, special, model, Protocols.REGISTRY.get("peft-bench.1"));
				padding(id, task, model);
			}
		}
	}

	private static void padding(String id, EncodedTask task, LanguageModel model) {
		for (int batchSize : List.of(4, 16)) {
			int batches = task.training().size() / batchSize;
			double share = new BatchPlan(model, task.training(), 0, batches, batchSize, 20, 1).paddingShare();
			double unsorted = new BatchPlan(model, task.training(), 0, batches, batchSize, 1, 1).paddingShare();
			System.out.printf(Locale.ROOT, "PADDING %s, batches of %d: %.1f %% with length buckets, %.1f %% without%n", id, batchSize, 100 * share, 100 * unsorted);
			assertThat(share).as("%s, batches of %d", id, batchSize).isLessThan(0.1);
		}
	}

	@Test
	void trainsASmallPretrainedModelOnEveryTask() throws IOException {
		Path modelFolder = SharedFolder.require("models/babyllama105");
		try (RealText data = RealText.in(folder); Ops ops = Ops.on("cpu"); Tokenizer tokenizer = Tokenizer.load(modelFolder.resolve("tokenizer.json"))) {
			SpecialTokens special = SpecialTokens.of(Architectures.config(modelFolder), tokenizer);
			assertThat(special.before()).containsExactly(1);
			for (String id : TASKS) {
				ops.seed(1);
				try (LanguageModel model = Architectures.load(modelFolder, Toy.adaptation(Methods.REGISTRY.get("lora"), Map.of()), ops)) {
					EncodedTask task = new EncodedTask(Tasks.REGISTRY.get(id), tokenizer, special, model, Protocols.REGISTRY.get("mini-quick.1"));
					learns(id, task, model);
				}
			}
		}
	}

	/** Most of this text is longer than the model's 256 characters: prompts lose their middle, answers stay. */
	private static void learns(String id, EncodedTask task, LanguageModel model) {
		Items items = task.items(null);
		assertThat(items.train() + items.trainDropped()).isEqualTo(task.task().examples(org.peftboard.evaluator.task.Split.TRAIN).size());
		BatchPlan plan = new BatchPlan(model, task.training(), 0, 12, 8, 20, 1);
		List<Double> losses = new ArrayList<>();
		try (Trainer trainer = new Trainer(model, Protocol.Optimization.PLAIN)) {
			for (int step = 0; step < 12; step++) {
				losses.add(trainer.step(plan.batch(step), 1e-2));
			}
		}
		System.out.printf(Locale.ROOT, "BABYLLAMA %s: %d examples, %d dropped, %d cut; loss %.2f to %.2f%n", id, items.train(), items.trainDropped(),
				items.trainCut(), losses.get(0), losses.get(11));
		assertThat(losses.get(11)).as(id).isLessThan(losses.get(0));
	}

}
