package org.peftboard.evaluator.model;

import java.util.Map;

import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;

/**
 * A model and what a method would add to it and train of it, by shapes alone.
 *
 * @param parameters the method's
 * @param weights    of the base model by name, a tied head left out
 */
public record Counted(Parameters parameters, Map<String, Parameter> weights) {

	/** scalars of the base model, a tied head counted once */
	public long baseCount() {
		return weights.values().stream().mapToLong(Parameter::size).sum();
	}

}
