package org.peftboard.evaluation;

import java.time.Clock;
import java.time.Instant;

import org.springframework.stereotype.Component;

/** The queue's clock is everybody's: a machine whose own is wrong would take living workers for dead. */
@Component
final class QueueTime implements com.github.kagkarlsson.scheduler.Clock {

	private final Clock clock;

	QueueTime(Clock clock) {
		this.clock = clock;
	}

	@Override
	public Instant now() {
		return clock.instant();
	}

}
