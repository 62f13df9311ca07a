package org.peftboard.evaluator.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.peftboard.evaluator.contract.Problem;
import tools.jackson.databind.JsonNode;

/**
 * One row of a {@link Table}. A column may go by several names; the first that the row has is read.
 *
 * @param source name of its file, for errors
 * @param number from 1
 * @param values by column
 */
public record Row(String source, long number, Map<String, JsonNode> values) {

	/** @throws Problem.Refused where no column has one of the names, or its value is no text, number or truth value */
	public String text(String... names) {
		JsonNode value = value(names);
		if (value.isNull()) {
			return "";
		}
		if (value.isContainer()) {
			throw refused(names[0], value.toString(), "a text");
		}
		return value.asString();
	}

	/** @throws Problem.Refused where the value is no list */
	public List<String> texts(String... names) {
		JsonNode value = value(names);
		if (!value.isArray()) {
			throw refused(names[0], value.toString(), "a list");
		}
		List<String> texts = new ArrayList<>();
		value.forEach(text -> texts.add(text.asString()));
		return texts;
	}

	/** A value that may be an object or a list of them. */
	public JsonNode tree(String... names) {
		return value(names);
	}

	/**
	 * The label word of a column that holds the word itself, its number, or for two labels a truth value.
	 *
	 * @param first the number of the first label, 0 or 1
	 * @throws Problem.Refused where it holds anything else
	 */
	public String label(List<String> labels, int first, String... names) {
		JsonNode value = value(names);
		String text = value.asString("").strip();
		Optional<String> word = labels.stream().filter(label -> label.equalsIgnoreCase(text)).findFirst();
		if (word.isPresent()) {
			return word.get();
		}
		int number = text.equals("true") ? 1 : text.equals("false") ? 0 : text.matches("\\d{1,4}") ? Integer.parseInt(text) - first : -1;
		boolean isTruth = value.isBoolean() || text.equals("true") || text.equals("false");
		if (number < 0 || number >= labels.size() || isTruth && labels.size() != 2) {
			throw refused(names[0], value.toString(), "one of " + labels + " or its number, from " + first);
		}
		return labels.get(number);
	}

	private JsonNode value(String... names) {
		for (String name : names) {
			JsonNode value = values.get(name);
			if (value != null) {
				return value;
			}
		}
		throw refused("columns", values.keySet().toString(), "a column " + String.join(" or ", names));
	}

	/** An error that names file, row and field. */
	public Problem.Refused refused(String field, String value, String need) {
		return new Problem.Refused(source + " row " + number + ", " + field, value, need);
	}

}
