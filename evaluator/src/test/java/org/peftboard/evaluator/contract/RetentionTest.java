package org.peftboard.evaluator.contract;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RetentionTest {

	@Test
	void aModelThatChoosesAmongFiftyEquallyLikelyTokensHasAPerplexityOfFifty() {
		assertThat(new Result.Retention(100, 1, Math.log(50)).perplexity()).isCloseTo(50, within(1e-9));
	}

	@Test
	void forgettingIsWhatTheLossRoseBy() {
		assertThat(new Result.Retention(100, 1.5, 1.8).forgetting()).isCloseTo(0.3, within(1e-12));
		assertThat(new Result.Retention(100, 2, 1.5).forgetting()).isCloseTo(-0.5, within(1e-12));
	}

}
