package org.peftboard.evaluator.run;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBatchTest {

	@Test
	void learnsTheAnswerAndTheEndAndNothingElse() {
		TokenBatch batch = TokenBatch.of(List.of(new TokenBatch.Row(new int[] { 1, 10, 11, 20, 2 }, 3), new TokenBatch.Row(new int[] { 1, 12, 21, 2 }, 2)), 0);
		assertThat(batch.sequences().tokens().shape().getShape()).containsExactly(2, 5);
		assertThat(batch.sequences().tokens().ids()).containsExactly(1, 10, 11, 20, 2, 1, 12, 21, 2, 0);
		assertThat(batch.targets()).containsExactly(20, 2, 21, 2);
		assertThat(batch.positions()).containsExactly(2, 3, 6, 7);
		assertThat(batch.realTokens()).isEqualTo(9);
	}

	@Test
	void anEncoderReadsThePromptAndTheDecoderTheAnswerBehindItsStart() {
		try (Ops ops = Ops.on("cpu"); LanguageModel model = Architectures.build(Toy.config("t5"), Weights.random(0.1), Adaptation.NONE, ops)) {
			TokenBatch batch = TokenBatch.of(model, List.of(new TokenBatch.Row(new int[] { 10, 11, 20, 2 }, 2), new TokenBatch.Row(new int[] { 12, 21, 22, 2 }, 1)),
					0);
			assertThat(batch.sequences().source().ids()).containsExactly(10, 11, 12, 0);
			assertThat(batch.sequences().tokens().ids()).containsExactly(0, 20, 0, 0, 21, 22);
			assertThat(batch.positions()).containsExactly(0, 1, 3, 4, 5);
			assertThat(batch.targets()).containsExactly(20, 2, 21, 22, 2);
		}
	}

}
