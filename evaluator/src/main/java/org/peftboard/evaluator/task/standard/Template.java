package org.peftboard.evaluator.task.standard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.peftboard.evaluator.hub.Row;
import tools.jackson.databind.JsonNode;

/**
 * A text with names of columns in braces: {@code {question}}; {@code {sentence1|premise}} for a column that goes by two names; {@code {choices[0]}} for an
 * entry of a list, from 0; {@code {choices.text[0]}} for one inside an object. What a column holds is put in as it is.
 */
record Template(String text) {

	private static final Pattern FIELD = Pattern.compile("\\{([\\w #|]+?)(?:\\.(\\w+))?(?:\\[(\\d+)])?}");

	String of(Row row) {
		return FIELD.matcher(text).replaceAll(field -> Matcher.quoteReplacement(value(row, field.group(1).split("\\|"), field.group(2), field.group(3))));
	}

	private static String value(Row row, String[] names, String key, String place) {
		if (key == null && place == null) {
			return row.text(names);
		}
		JsonNode value = row.tree(names);
		value = key == null ? value : value.path(key);
		value = place == null ? value : value.path(Integer.parseInt(place));
		if (!value.isValueNode()) {
			String path = (key == null ? "" : "." + key) + (place == null ? "" : "[" + place + "]");
			throw row.refused(names[0] + path, row.tree(names).toString(), "a text there");
		}
		return value.asString();
	}

}
