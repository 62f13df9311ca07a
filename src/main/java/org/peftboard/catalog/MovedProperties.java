package org.peftboard.catalog;

import java.util.Map;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Stops the start where a property of an older version is set, which would change nothing and let its owner believe otherwise. */
@Component
final class MovedProperties {

	private static final Map<String, String> NEW_NAMES = Map.of("peftboard.hardware-class",
			"peftboard.hardware-classes[0].id and .title for the installation, peftboard.worker.hardware-class for a worker of one of several classes");

	/** @throws Problem.Refused naming the property, its value and what to write now */
	MovedProperties(Environment environment) {
		Binder binder = Binder.get(environment);
		NEW_NAMES.forEach((old, now) -> binder.bind(old, String.class).ifBound(value -> {
			throw new Problem.Refused(old, "'" + value + "'", "in its place " + now + " (docs/operating.md)");
		}));
	}

}
