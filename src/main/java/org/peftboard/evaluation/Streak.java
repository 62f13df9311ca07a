package org.peftboard.evaluation;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Platform faults in a row. Where {@value #MOST} different submissions fail one after another through the platform's fault, the fault is this worker's and not
 * theirs: it takes nothing for a while, and for twice as long each time, before it fails the whole queue.
 */
@Component
final class Streak {

	static final int MOST = 4;

	private static final Duration FIRST_REST = Duration.ofMinutes(1);

	private static final Duration LONGEST_REST = Duration.ofMinutes(30);

	private final LongSupplier nanos;

	private final Set<Long> faulty = new HashSet<>();

	private Duration rest = FIRST_REST;

	private boolean resting;

	private long restEnds;

	@Autowired
	Streak() {
		this(System::nanoTime);
	}

	Streak(LongSupplier nanos) {
		this.nanos = nanos;
	}

	synchronized void note(long submissionId, Outcome outcome) {
		switch (outcome) {
			case PUBLISHED, FAILED -> {
				faulty.clear();
				rest = FIRST_REST;
			}
			case RETRIED, GIVEN_UP -> fault(submissionId);
			// says nothing of this worker
			case RELEASED, STALE -> {
			}
		}
	}

	private void fault(long submissionId) {
		faulty.add(submissionId);
		if (faulty.size() >= MOST) {
			resting = true;
			restEnds = nanos.getAsLong() + rest.toNanos();
			rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
			faulty.clear();
		}
	}

	/** Why this worker takes nothing; empty where it may. */
	synchronized String objection() {
		if (resting && nanos.getAsLong() - restEnds >= 0) {
			resting = false;
		}
		return resting ? MOST + " submissions in a row failed through the platform's fault here; see this worker's log. It tries again by itself" : "";
	}

}
