package org.peftboard.submission;

/** Somebody who no longer holds a submission tried to change it: another attempt began meanwhile, or it was cancelled. */
public final class StaleAttempt extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StaleAttempt(String message) {
		super(message);
	}

}
