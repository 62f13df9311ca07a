package org.peftboard.submission;

import java.time.Instant;
import java.util.Comparator;

/** What the queue orders by, and what its duration is predicted from. */
record Waiting(long id, int priority, Instant turnAt, String boardId, String methodId, int seeds) {

	/** The order in which workers take: the higher priority, then the earlier turn, then the older submission. */
	static final Comparator<Waiting> ORDER = Comparator.comparingInt(Waiting::priority)
		.reversed()
		.thenComparing(Waiting::turnAt)
		.thenComparingLong(Waiting::id);

	static Waiting of(Submission submission) {
		return new Waiting(submission.id(), submission.priority(), submission.turnAt(), submission.boardId(), submission.methodId(), submission.seeds());
	}

}
