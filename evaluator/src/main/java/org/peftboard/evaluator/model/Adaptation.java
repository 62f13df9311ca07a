package org.peftboard.evaluator.model;

import org.peftboard.evaluator.nn.Parameters;

/** A method under given settings: what it would do to any model. Never names an architecture. */
@FunctionalInterface
public interface Adaptation {

	/** Changes nothing: the base model. */
	Adaptation NONE = (blueprint, parameters) -> Hooks.NONE;

	/**
	 * Begins with one model, before that model builds itself.
	 *
	 * @param blueprint  the model's sites and sizes
	 * @param parameters takes what the method adds, and how it merges
	 */
	Hooks attach(Blueprint blueprint, Parameters parameters);

}
