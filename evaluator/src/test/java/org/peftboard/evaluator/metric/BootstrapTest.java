package org.peftboard.evaluator.metric;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BootstrapTest {

	private static final List<String> EXPECTED = IntStream.range(0, 400).mapToObj(index -> index % 2 == 0 ? "good lamp on a hill" : "bad coin in a well")
			.toList();

	/** three of four right */
	private static final List<String> PREDICTED = IntStream.range(0, 400).mapToObj(index -> index % 4 == 0 ? "bad coin in a well" : EXPECTED.get(index))
			.toList();

	@Test
	void isAsWideAsTheBinomialSays() {
		Interval interval = Bootstrap.of(Metrics.REGISTRY.get("accuracy"), EXPECTED, PREDICTED);
		double standardError = Math.sqrt(0.75 * 0.25 / 400);
		assertThat(interval.low()).isCloseTo(0.75 - 1.96 * standardError, within(0.008));
		assertThat(interval.high()).isCloseTo(0.75 + 1.96 * standardError, within(0.008));
		assertThat(interval.median()).isCloseTo(0.75, within(0.005));
	}

	@Test
	void isTheSameEachTime() {
		Metric metric = Metrics.REGISTRY.get("macro-f1");
		assertThat(Bootstrap.of(metric, EXPECTED, PREDICTED)).isEqualTo(Bootstrap.of(metric, EXPECTED, PREDICTED));
	}

	@ParameterizedTest
	@ValueSource(strings = { "accuracy", "bleu", "chrf", "macro-f1", "rouge-l", "matthews" })
	void resamplesToTheScoreItself(String id) {
		Metric metric = Metrics.REGISTRY.get(id);
		int[] all = IntStream.range(0, EXPECTED.size()).toArray();
		assertThat(metric.resampled(EXPECTED, PREDICTED).applyAsDouble(all)).isEqualTo(metric.score(EXPECTED, PREDICTED));
		Interval interval = Bootstrap.of(metric, EXPECTED, PREDICTED);
		assertThat(metric.score(EXPECTED, PREDICTED)).isBetween(interval.low(), interval.high());
	}

	@Test
	void hasNoWidthWhereAllItemsAreAlike() {
		Interval interval = Bootstrap.of(Metrics.REGISTRY.get("accuracy"), EXPECTED, EXPECTED);
		assertThat(interval).isEqualTo(new Interval(1, 1, 1, Bootstrap.CONFIDENCE));
	}

	@Test
	void saysWhatIsOutOfBounds() {
		assertThatThrownBy(() -> Bootstrap.of(picks -> 0, 3, 1.5, 10, 0)).hasMessage("confidence: got 1.5, need 0 to 1");
		assertThatThrownBy(() -> Bootstrap.of(picks -> 0, 3, 0.9, 0, 0)).hasMessage("resamples: got 0, need at least 1");
		assertThatThrownBy(() -> Bootstrap.of(Metrics.REGISTRY.get("accuracy"), List.of(), Collections.emptyList())).hasMessageContaining("at least one");
	}

}
