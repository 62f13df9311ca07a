package org.peftboard.evaluator.contract;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PEFT method with the values of its parameters.
 *
 * @param id       id of a method of the catalogue
 * @param settings value by parameter name, as JSON values (number, text, boolean, list of texts), in the order of names; what is left out takes the
 *                 default of the method's card
 */
public record MethodSetting(String id, Map<String, Object> settings) {

	public MethodSetting {
		settings = settings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
	}

}
