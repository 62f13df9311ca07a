package org.peftboard.review;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RepeatBoundTest {

	/** By hand: |d| in order 0.1, 0.2, 0.2, 0.3, 0.3, 0.5, 0.5, 0.6, 0.9, 40; median (0.3 + 0.5) / 2 = 0.4; 6 · 1.4826 · 0.4 = 3.55824. */
	private static final List<Double> TEN = List.of(0.3, -0.5, 0.1, -0.2, 40.0, 0.6, 0.2, -0.3, 0.5, -0.9);

	@Test
	void isSixRobustDeviationsOfWhatRepeatsDifferByAndOneStrayMovesItNot() {
		RepeatBound bound = RepeatBound.of(TEN, 1.5, 10);
		assertThat(bound.most()).isCloseTo(3.55824, within(1e-12));
		assertThat(bound.source()).isEqualTo("bound calibrated from 10 repeats here");
	}

	@Test
	void isTheFixedOneWhileTooFewRepeatsAreKnown() {
		RepeatBound bound = RepeatBound.of(TEN.subList(0, 9), 1.5, 10);
		assertThat(bound.most()).isEqualTo(10);
		assertThat(bound.source()).isEqualTo("fixed bound: 9 repeats are known here, 10 are needed to calibrate it");
	}

	@Test
	void isNotNarrowerThanTheRulesLetRepeatsBeNorTwiceAsWideAsTheFixedOne() {
		assertThat(RepeatBound.of(Stream.generate(() -> 0.0).limit(12).toList(), 1.5, 10).most()).isEqualTo(1.5);
		assertThat(RepeatBound.of(Stream.generate(() -> 30.0).limit(12).toList(), 1.5, 10).most()).isEqualTo(20);
	}

}
