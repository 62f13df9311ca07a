package org.peftboard.evaluator.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ScheduleTest {

	private final Schedule schedule = new Schedule(0.1, 10, 110, Schedule.Shape.COSINE);

	@Test
	void risesInALineOverTheWarmUp() {
		assertThat(schedule.learningRate(0)).isCloseTo(0.01, within(1e-12));
		assertThat(schedule.learningRate(9)).isCloseTo(0.1, within(1e-12));
	}

	@Test
	void fallsAlongHalfACosineToNothing() {
		assertThat(schedule.learningRate(10)).isCloseTo(0.1, within(1e-12));
		assertThat(schedule.learningRate(60)).isCloseTo(0.05, within(1e-12));
		assertThat(schedule.learningRate(109)).isBetween(0.0, 1e-4);
	}

	@Test
	void needsNoWarmUp() {
		assertThat(new Schedule(0.1, 0, 10, Schedule.Shape.COSINE).learningRate(0)).isEqualTo(0.1);
	}

}
