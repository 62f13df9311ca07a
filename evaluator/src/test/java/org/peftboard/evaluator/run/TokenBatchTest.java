package org.peftboard.evaluator.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBatchTest {

	@Test
	void learnsTheAnswerAndTheEndAndNothingElse() {
		TokenBatch batch = TokenBatch.of(List.of(new TokenBatch.Row(new int[] { 1, 10, 11, 20, 2 }, 3), new TokenBatch.Row(new int[] { 1, 12, 21, 2 }, 2)), 0);
		assertThat(batch.shape().getShape()).containsExactly(2, 5);
		assertThat(batch.ids()).containsExactly(1, 10, 11, 20, 2, 1, 12, 21, 2, 0);
		assertThat(batch.targets()).containsExactly(20, 2, 21, 2);
		assertThat(batch.positions()).containsExactly(2, 3, 6, 7);
		assertThat(batch.realTokens()).isEqualTo(9);
	}

}
