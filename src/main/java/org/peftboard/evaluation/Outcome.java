package org.peftboard.evaluation;

/** How an attempt ended. */
public enum Outcome {

	/** its result is on the board */
	PUBLISHED,
	/** it failed through its own fault, and is not tried again */
	FAILED,
	/** the platform was at fault, and it is tried again */
	RETRIED,
	/** the platform was at fault once too often */
	GIVEN_UP,
	/** nobody was at fault, and it is tried again */
	RELEASED,
	/** it was cancelled, or another worker has it now */
	STALE;

	/** Whether the queue is to give it out again. */
	boolean again() {
		return this == RETRIED || this == RELEASED;
	}

}
