package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result.Items;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.BaseModels;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.task.Example;
import org.peftboard.evaluator.task.Split;
import org.peftboard.evaluator.task.Task;
import org.peftboard.evaluator.text.Tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EncodedTaskTest {

	/** those of the models that we pretrain */
	static final SpecialTokens SPECIAL = new SpecialTokens(new int[] { 1 }, new int[0], 2, Set.of(2), 0);

	private static final Protocol PROTOCOL = Protocols.REGISTRY.get("mini-quick.1");

	@Test
	void anAnswerEndsAlsoWhereTheGenerationConfigurationSaysSo() {
		SpecialTokens chat = SPECIAL.endingAlso(Json.tree("generation_config.json", "{\"eos_token_id\": [2, 5]}"));
		assertThat(chat.ends()).containsExactlyInAnyOrder(2, 5);
		assertThat(chat.end()).as("what is trained stays").isEqualTo(2);
		assertThat(SPECIAL.endingAlso(Json.tree("generation_config.json", "{}"))).isEqualTo(SPECIAL);
	}

	@Test
	void cutsTheMiddleOfALongPromptAndNeverTheAnswer() {
		String longStory = IntStream.range(0, 200).mapToObj(word -> "the lamp").reduce("first", (left, right) -> left + " " + right) + " last";
		encode(new Few(8, example("short", "mira had a lamp.", " lamp"), example("long", longStory, " lamp")), (task, tokenizer) -> {
			TokenBatch.Row row = task.training().get(1);
			int[] prompt = tokenizer.encode(longStory);
			assertThat(row.firstTarget()).isEqualTo(56);
			assertThat(row.ids()[0]).isEqualTo(1);
			assertThat(row.ids()[1]).isEqualTo(prompt[0]);
			assertThat(row.ids()[55]).isEqualTo(prompt[prompt.length - 1]);
			assertThat(IntStream.range(56, row.ids().length).map(place -> row.ids()[place]).toArray())
				.isEqualTo(SpecialTokens.joined(tokenizer.encode(" lamp"), new int[] { 2 }));
			Items items = task.items(0.0);
			assertThat(items.trainCut()).isEqualTo(1);
			assertThat(items.testCut()).isEqualTo(1);
			assertThat(items.maxPromptTokens()).isEqualTo(56);
		});
	}

	@Test
	void leavesOutTrainingExamplesWhoseAnswerDoesNotFitAndCountsThem() {
		String longAnswer = " lamp goes from mira to tomo and then back to mira and on to the well";
		encode(new Few(4, example("fits", "a", " lamp"), example("too long", "b", longAnswer), example("empty", "c", "")), (task, tokenizer) -> {
			assertThat(task.items(null).train()).isEqualTo(1);
			assertThat(task.items(null).trainDropped()).isEqualTo(2);
			assertThat(task.items(null).test()).as("test items are never left out").isEqualTo(3);
		});
	}

	@Test
	void leavesHalfOfThePositionsToThePromptHoweverLongTheAnswers() {
		encode(new Few(60, example("a", "b", " c")), (task, tokenizer) -> {
			assertThat(task.items(null).maxNewTokens()).isEqualTo(32);
			assertThat(task.items(null).maxPromptTokens()).isEqualTo(32);
		});
	}

	@Test
	void refusesAModelWhosePositionsAreAllVirtual() {
		try (Ops ops = Ops.on("cpu");
				LanguageModel model = Architectures.build(Toy.config("llama"), Weights.random(0.1),
						Toy.adaptation(Methods.REGISTRY.get("prompt-tuning"), Map.of("virtualTokens", 50)), ops)) {
			assertThatThrownBy(() -> new EncodedTask(new Few(8), null, SPECIAL, model, PROTOCOL)).isInstanceOf(Problem.Refused.class)
				.hasMessageContaining("14 positions left beside virtual tokens");
		}
	}

	@Test
	void leavesRoomForVirtualTokens() {
		try (Ops ops = Ops.on("cpu");
				LanguageModel plain = Architectures.build(Toy.config("llama"), Weights.random(0.1), Adaptation.NONE, ops);
				LanguageModel prompted = Architectures.build(Toy.config("llama"), Weights.random(0.1),
						Toy.adaptation(Methods.REGISTRY.get("prompt-tuning"), Map.of("virtualTokens", 20)), ops)) {
			assertThat(plain.freePositions()).isEqualTo(64);
			assertThat(prompted.freePositions()).isEqualTo(44);
		}
	}

	@Test
	void learnsPromptAndAnswerWhereTheProtocolSaysSo() {
		encode(new Few(8, example("a", "mira had a lamp.", " lamp")), Protocols.REGISTRY.get("hf-comparison.1"),
				(task, tokenizer) -> assertThat(task.training().get(0).firstTarget()).isEqualTo(1));
	}

	@Test
	void anEncoderReadsWhatTheTokenizerPutsBehind() {
		SpecialTokens special = new SpecialTokens(new int[0], new int[] { 1 }, 1, Set.of(1), 0);
		assertThat(special.framed(new int[] { 7, 8 }, true)).containsExactly(7, 8, 1);
		assertThat(special.framed(new int[] { 7, 8 }, false)).containsExactly(7, 8);
	}

	private interface Look {

		void at(EncodedTask task, Tokenizer tokenizer);

	}

	private static void encode(Task task, Look look) {
		encode(task, PROTOCOL, look);
	}

	/** On a toy of 64 positions, with the tokenizer of the model that ships. */
	private static void encode(Task task, Protocol protocol, Look look) {
		try (Ops ops = Ops.on("cpu");
				Tokenizer tokenizer = Tokenizer.load(BaseModels.REGISTRY.get("mini-llama").folder().resolve("tokenizer.json"));
				LanguageModel model = Architectures.build(Toy.config("llama"), Weights.random(0.1), Adaptation.NONE, ops)) {
			look.at(new EncodedTask(task, tokenizer, SPECIAL, model, protocol), tokenizer);
		}
	}

	private static Example example(String id, String prompt, String answer) {
		return new Example(id, prompt, answer);
	}

	/** A task whose splits are all the same few examples. */
	private record Few(int maxNewTokens, List<Example> all) implements Task {

		Few(int maxNewTokens, Example... examples) {
			this(maxNewTokens, new ArrayList<>(List.of(examples)));
		}

		@Override
		public TaskCard card() {
			return new TaskCard("few", "1", "Few", "generation", "For a test.", Map.of(), List.of(), "exact-match", List.of("exact-match"), 200,
					maxNewTokens, "", 0, "Apache-2.0", "this test", null);
		}

		@Override
		public List<Example> examples(Split split) {
			return all;
		}

	}

}
