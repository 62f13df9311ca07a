package org.peftboard.evaluator.task;

import java.util.Locale;

/** One part of a task's examples; no prompt is in two of them. */
public enum Split {

	/** what a method learns from */
	TRAIN,
	/** what chooses the checkpoint to keep */
	VALIDATION,
	/** what is scored, once */
	TEST;

	/** Its name in cards and files. */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
