package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GreedyDecoderTest {

	@Test
	void severalPromptsAtOnceGiveWhatEachGivesAlone() {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Toy.llama(ops, Adaptation.NONE, 5, true)) {
			GreedyDecoder decoder = new GreedyDecoder(model, EncodedTaskTest.SPECIAL, 8, () -> false);
			List<int[]> prompts = prompts(60);
			List<int[]> together = decoder.decode(prompts);
			for (int index = 0; index < prompts.size(); index++) {
				assertThat(together.get(index)).as("prompt %d", index).containsExactly(decoder.decode(List.of(prompts.get(index))).get(0));
			}
		}
	}

	@Test
	void endsWhenAskedTo() {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Toy.llama(ops, Adaptation.NONE, 5, true)) {
			assertThatThrownBy(() -> new GreedyDecoder(model, EncodedTaskTest.SPECIAL, 8, () -> true).decode(prompts(1))).isInstanceOf(Interrupted.class);
		}
	}

	private static List<int[]> prompts(int count) {
		SplittableRandom random = new SplittableRandom(9);
		List<int[]> prompts = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			prompts.add(random.ints(2 + random.nextInt(12), 3, 64).toArray());
		}
		return prompts;
	}

}
