package org.peftboard.result;

/** An evaluation that has a result already was published again. */
public final class AlreadyPublished extends RuntimeException {

	private static final long serialVersionUID = 1L;

	AlreadyPublished(String evaluationKey) {
		super("evaluation '" + evaluationKey + "': has a result already, and an evaluation publishes once");
	}

}
