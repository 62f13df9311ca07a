package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

	/** What {@code value.toFixed(digits)} gives in a browser. */
	@ParameterizedTest
	@CsvSource({ "0.0875, 3, 0.087", "0.5, 0, 1", "2.5, 0, 3", "1.005, 2, 1.00", "8.345, 2, 8.35", "13.3976, 2, 13.40", "0, 2, 0.00",
			"1e-7, 3, 0.000" })
	void writesTheSameDigitsAsTheScript(double value, int digits, String written) {
		assertThat(BoardViews.decimals(value, digits)).isEqualTo(written);
	}

}
