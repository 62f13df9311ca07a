package org.peftboard.evaluator.measure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StatisticsTest {

	@Test
	void relativeErrorIsTheStandardErrorOverTheMean() {
		// deviations −1, 0, 1: s = 1, standard error 1/√3, mean 2
		assertThat(Statistics.relativeError(List.of(1.0, 2.0, 3.0))).isCloseTo(1 / Math.sqrt(3) / 2, within(1e-12));
	}

	@Test
	void oneValueHasNoKnownError() {
		assertThat(Statistics.relativeError(List.of(1.0))).isInfinite();
	}

	@Test
	void quantilesLieInALineBetweenNeighbours() {
		List<Double> values = List.of(4.0, 1.0, 3.0, 2.0);
		assertThat(Statistics.quantile(values, 0.5)).isEqualTo(2.5);
		assertThat(Statistics.quantile(values, 0.95)).isCloseTo(3.85, within(1e-12));
		assertThat(Statistics.quantile(values, 1)).isEqualTo(4);
		assertThat(Statistics.quantile(List.of(7.0), 0.95)).isEqualTo(7);
	}

}
