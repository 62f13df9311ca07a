package org.peftboard.evaluator.model;

import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Parameters;

/**
 * What a method changes in a frozen model. While a model builds itself it asks at each {@link Site}; every hook defaults to "leave as is". An adaptation
 * never names an architecture.
 */
public interface Adaptation {

	/** Changes nothing: the base model. */
	Adaptation NONE = new Adaptation() {
	};

	/**
	 * What stands where the base model has a linear layer.
	 *
	 * @param parameters takes what the method adds, and how it merges
	 */
	default Linear linear(Site site, Dense base, Parameters parameters) {
		return base;
	}

	/** Whether the base model's own parameters at this site train. */
	default boolean trains(Site site) {
		return false;
	}

	/** Between a trained site's path and the parameter in the adapter file: {@code ""} or an infix such as {@code .ln_tuning_layers}. */
	default String infix() {
		return "";
	}

}
