package org.peftboard.evaluator.method;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;

/** The values of a method's parameters, checked before, with the card's defaults where none was given. */
public final class Settings {

	private final Map<String, Object> values = new TreeMap<>();

	public Settings(MethodCard card, Map<String, Object> given) {
		for (ParameterSpec parameter : card.parameters()) {
			values.put(parameter.name(), given.getOrDefault(parameter.name(), parameter.defaultValue()));
		}
	}

	/** every parameter with its value */
	public Map<String, Object> values() {
		return values;
	}

	public int whole(String name) {
		return ((Number) value(name)).intValue();
	}

	public double number(String name) {
		return ((Number) value(name)).doubleValue();
	}

	public boolean flag(String name) {
		return (Boolean) value(name);
	}

	public String text(String name) {
		return String.valueOf(value(name));
	}

	public List<String> texts(String name) {
		return ((List<?>) value(name)).stream().map(String::valueOf).toList();
	}

	private Object value(String name) {
		Object value = values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("setting: got '" + name + "', need one of " + values.keySet());
		}
		return value;
	}

}
