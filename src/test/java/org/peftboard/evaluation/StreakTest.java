package org.peftboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class StreakTest {

	private long now;

	private final Streak streak = new Streak(() -> now);

	private void faults(int count) {
		for (int id = 1; id <= count; id++) {
			streak.note(id, Outcome.RETRIED);
		}
	}

	@Test
	void restsWhereDifferentSubmissionsFailInARow() {
		faults(Streak.MOST - 1);
		assertThat(streak.objection()).isEmpty();
		streak.note(99, Outcome.GIVEN_UP);
		assertThat(streak.objection()).startsWith("4 submissions in a row");
	}

	@Test
	void oneSubmissionThatAlwaysFailsIsNotTheWorkersFault() {
		for (int tries = 0; tries < 20; tries++) {
			streak.note(7, Outcome.RETRIED);
		}
		assertThat(streak.objection()).isEmpty();
	}

	@Test
	void oneThatWorksEndsTheRow() {
		faults(Streak.MOST - 1);
		streak.note(50, Outcome.PUBLISHED);
		faults(Streak.MOST - 1);
		assertThat(streak.objection()).isEmpty();
	}

	@Test
	void restsTwiceAsLongEachTime() {
		faults(Streak.MOST);
		now = Duration.ofSeconds(61).toNanos();
		assertThat(streak.objection()).isEmpty();
		faults(Streak.MOST);
		now = Duration.ofSeconds(61 + 119).toNanos();
		assertThat(streak.objection()).isNotEmpty();
		now = Duration.ofSeconds(61 + 121).toNanos();
		assertThat(streak.objection()).isEmpty();
	}

}
