package org.peftboard.evaluator.metric;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TokenLossesTest {

	@Test
	void givesTheNumberOfEquallyLikelyTokens() {
		double[] losses = new double[7];
		Arrays.fill(losses, Math.log(50));
		assertThat(TokenLosses.perplexity(losses)).isCloseTo(50, within(1e-9));
		// exp of the mean, not the mean of exp: √(2 · 8) = 4
		assertThat(TokenLosses.perplexity(new double[] { Math.log(2), Math.log(8) })).isCloseTo(4, within(1e-9));
	}

	@Test
	void subtractsTheLossBeforeFromTheLossAfter() {
		assertThat(TokenLosses.forgetting(new double[] { 1, 2 }, new double[] { 1.5, 2.1 })).isCloseTo(0.3, within(1e-12));
		assertThat(TokenLosses.forgetting(new double[] { 2 }, new double[] { 1.5 })).isCloseTo(-0.5, within(1e-12));
	}

	@Test
	void refusesWhatHasNoMean() {
		assertThatThrownBy(() -> TokenLosses.perplexity(new double[0])).hasMessageContaining("0 tokens, need at least one");
		assertThatThrownBy(() -> TokenLosses.perplexity(new double[] { Double.NaN })).hasMessageContaining("all finite");
		assertThatThrownBy(() -> TokenLosses.forgetting(new double[1], new double[2])).hasMessageContaining("need those of the same tokens");
	}

}
