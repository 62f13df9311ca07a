package org.peftboard.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class WarmUpTest {

	@Test
	void endsWhenEightRoundsInARowTakeAboutTheSameTime() {
		assertThat(WarmUp.isSteady(rounds(900, 400, 199, 150, 120, 110, 100, 140, 130, 120))).isTrue();
		assertThat(WarmUp.isSteady(rounds(900, 400, 200, 150, 120, 110, 100, 140, 130, 120))).isFalse();
	}

	@Test
	void fewerRoundsSayNothing() {
		assertThat(WarmUp.isSteady(List.of())).isFalse();
		assertThat(WarmUp.isSteady(rounds(100, 100, 100, 100, 100, 100, 100))).isFalse();
	}

	private static List<Duration> rounds(long... millis) {
		return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
	}

}
