package org.peftboard.submission;

/** Which submission goes first: greater numbers. */
final class Priority {

	/** a reviewer's re-run */
	static final int RERUN = 80;

	static final int PERSON = 50;

	static final int REFERENCE_RUN = 10;

	static final int WHEN_IDLE = 1;

	private Priority() {
	}

	/** One more than before, so that what was begun is finished first, should its attempt be lost. */
	static int begun(int priority) {
		return priority + 1;
	}

	/** Whether it has this one, begun or not. */
	static boolean isWhenIdle(int priority) {
		return priority == WHEN_IDLE || priority == begun(WHEN_IDLE);
	}

}
