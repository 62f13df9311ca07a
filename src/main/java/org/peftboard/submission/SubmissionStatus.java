package org.peftboard.submission;

import java.util.EnumSet;
import java.util.Set;

/** Where a submission stands, and where it may go from there. */
public enum SubmissionStatus {

	/** being put together */
	DRAFT,
	/** waiting for a worker */
	QUEUED,
	/** taken by a worker */
	LEASED,
	/** the evaluator reads model and data */
	PREPARING,
	/** the evaluator trains */
	TRAINING,
	/** the evaluator tests */
	EVALUATING,
	/** the evaluator measures latency, and writes its files */
	MEASURING,
	/** measured and checked, about to be published */
	SCORED,
	/** has a result on the board */
	PUBLISHED,
	/** cannot be evaluated as it is */
	REJECTED,
	/** ended with an error, by the submission's fault or the platform's */
	FAILED,
	/** stopped by its owner */
	CANCELLED,
	/** taken back after publication */
	WITHDRAWN;

	private static final Set<SubmissionStatus> RUNNING = EnumSet.range(LEASED, SCORED);

	private static final Set<SubmissionStatus> ENDED = EnumSet.of(PUBLISHED, REJECTED, FAILED, CANCELLED, WITHDRAWN);

	/** Whether a worker holds it. */
	public boolean running() {
		return RUNNING.contains(this);
	}

	/** Whether nothing more happens by itself. */
	public boolean ended() {
		return ENDED.contains(this);
	}

	/** Whether the same configuration need not be measured again. */
	boolean active() {
		return !ended() || this == PUBLISHED;
	}

	boolean mayBecome(SubmissionStatus next) {
		return switch (this) {
			case DRAFT -> next == QUEUED || next == REJECTED;
			case QUEUED -> next == LEASED || next == CANCELLED || next == REJECTED;
			// a run goes through its phases once for each task; a lost one is taken again by another worker
			case LEASED, PREPARING, TRAINING, EVALUATING, MEASURING ->
				next.running() || next == QUEUED || next == FAILED || next == CANCELLED || next == REJECTED;
			case SCORED -> next == PUBLISHED || next == FAILED || next == QUEUED || next == LEASED;
			case PUBLISHED -> next == WITHDRAWN;
			case REJECTED, FAILED, CANCELLED, WITHDRAWN -> false;
		};
	}

}
