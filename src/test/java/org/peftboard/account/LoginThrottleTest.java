package org.peftboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoginThrottleTest {

	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	private final LoginThrottle throttle = new LoginThrottle(new Clock() {

		@Override
		public Instant instant() {
			return now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	});

	private void fail(int times, String address, String name) {
		for (int time = 0; time < times; time++) {
			throttle.failed(address, name);
		}
	}

	@Test
	void letsFiveMistakesPass() {
		fail(4, "1.1.1.1", "ada");
		assertThat(throttle.wait("1.1.1.1", "ada")).isZero();
	}

	@Test
	void doublesTheWaitWithEachFurtherMistakeUpToFifteenMinutes() {
		fail(5, "1.1.1.1", "ada");
		assertThat(throttle.wait("1.1.1.1", "ada")).isEqualTo(Duration.ofSeconds(2));
		fail(2, "1.1.1.1", "ada");
		assertThat(throttle.wait("1.1.1.1", "ada")).isEqualTo(Duration.ofSeconds(8));
		fail(50, "1.1.1.1", "ada");
		assertThat(throttle.wait("1.1.1.1", "ada")).isEqualTo(Duration.ofMinutes(15));
	}

	@Test
	void neverLocksOutTheSameNameFromElsewhereNorAnotherNameFromTheSameAddress() {
		fail(20, "1.1.1.1", "ada");
		assertThat(throttle.wait("2.2.2.2", "ada")).isZero();
		assertThat(throttle.wait("1.1.1.1", "grace")).isZero();
	}

	@Test
	void takesOneNameForOneNameHoweverWritten() {
		fail(20, "1.1.1.1", "ada");
		assertThat(throttle.wait("1.1.1.1", "  ADA ")).isPositive();
	}

	@Test
	void letsThePersonInAfterTheWait() {
		fail(5, "1.1.1.1", "ada");
		now = now.plusSeconds(2);
		assertThat(throttle.wait("1.1.1.1", "ada")).isZero();
	}

	@Test
	void forgetsAfterSuccessAndAfterHalfAnHour() {
		fail(5, "1.1.1.1", "ada");
		throttle.succeeded("1.1.1.1", "ada");
		assertThat(throttle.wait("1.1.1.1", "ada")).isZero();

		fail(5, "1.1.1.1", "ada");
		now = now.plus(Duration.ofMinutes(31));
		fail(1, "1.1.1.1", "ada");
		assertThat(throttle.wait("1.1.1.1", "ada")).isZero();
	}

}
