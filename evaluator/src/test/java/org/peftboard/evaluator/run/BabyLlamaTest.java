package org.peftboard.evaluator.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.SharedFolder;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.text.Tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

/** A small LLaMA that others pretrained on children's stories, character by character; not in the repository. */
class BabyLlamaTest {

	private static final int START = 1;

	@Test
	void tellsAStory() {
		Path folder = folder();
		try (Ops ops = Ops.on("cpu"); Tokenizer tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"));
				LanguageModel model = Architectures.load(folder, Adaptation.NONE, ops)) {
			int[] prompt = prompt(tokenizer, "Once upon a time");
			String story = tokenizer.decode(new GreedyDecoder(model, EncodedTaskTest.SPECIAL, 160, () -> false).decode(List.of(prompt)).get(0));
			System.out.println("babyllama105: Once upon a time" + story);
			assertThat(story).contains(" the ").contains(" was ").containsPattern("[.!]");
			assertThat(story.split("\\s+").length).isBetween(20, 60);
		}
	}

	@Test
	void learnsASentenceInAFewSteps() {
		Path folder = folder();
		try (Ops ops = Ops.on("cpu"); Tokenizer tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"))) {
			ops.seed(1);
			try (LanguageModel model = Architectures.load(folder, Toy.adaptation(Methods.REGISTRY.get("lora"), Map.of()), ops)) {
				List<Double> losses = train(model, tokenizer);
				assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 2);
			}
		}
	}

	private static List<Double> train(LanguageModel model, Tokenizer tokenizer) {
		TokenBatch batch = TokenBatch.of(List.of(new TokenBatch.Row(prompt(tokenizer, "The violet zebra quarrelled with seven foxes."), 1)), 0);
		List<Double> losses = new ArrayList<>();
		try (Trainer trainer = new Trainer(model, Protocol.Optimization.PLAIN)) {
			for (int step = 0; step < 30; step++) {
				losses.add(trainer.step(batch, 2e-2));
			}
		}
		return losses;
	}

	private static int[] prompt(Tokenizer tokenizer, String text) {
		return IntStream.concat(IntStream.of(START), IntStream.of(tokenizer.encode(text))).toArray();
	}

	private static Path folder() {
		return SharedFolder.require("models/babyllama105");
	}

}
