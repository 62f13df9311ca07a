package org.peftboard.submission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;

/**
 * Settings as a form has them, texts by field name, and as the contract has them.
 *
 * <p>What cannot be read as a number stays the text that it is, so that the check names it. A field that was sent empty is a missing value; one that was not
 * sent takes its default.
 */
final class Values {

	private static final int LONGEST_NUMBER = 40;

	private Values() {
	}

	/** The settings of a form that was sent. */
	static Map<String, Object> read(MethodCard method, Map<String, List<String>> fields) {
		Map<String, Object> settings = new LinkedHashMap<>();
		fields.forEach((name, texts) -> settings.put(name, method.parameters()
			.stream()
			.filter(spec -> spec.name().equals(name))
			.findFirst()
			.map(spec -> read(spec, texts))
			.orElseGet(() -> String.join(", ", texts))));
		return settings;
	}

	static Object read(ParameterSpec spec, List<String> texts) {
		// a list and a tick are sent with an empty or false companion, which says that the field was there
		List<String> given = texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
		String last = given.isEmpty() ? "" : given.get(given.size() - 1);
		return switch (spec.type()) {
			case CHOICES -> given;
			case BOOLEAN -> last.equals("true") || last.equals("false") ? Boolean.valueOf(last) : last;
			case CHOICE -> last;
			case INTEGER, NUMBER -> number(last);
		};
	}

	private static Object number(String text) {
		if (text.length() > LONGEST_NUMBER) {
			return text;
		}
		try {
			return new BigDecimal(text);
		}
		catch (NumberFormatException notANumber) {
			return text;
		}
	}

	/** The fields of a form that shows these settings; what is left out shows its default. */
	static Map<String, List<String>> fields(MethodCard method, Map<String, Object> settings) {
		Map<String, List<String>> fields = new LinkedHashMap<>();
		for (ParameterSpec spec : method.parameters()) {
			fields.put(spec.name(), texts(settings.getOrDefault(spec.name(), spec.defaultValue())));
		}
		return fields;
	}

	private static List<String> texts(@Nullable Object value) {
		if (value instanceof List<?> list) {
			List<String> texts = new ArrayList<>();
			list.forEach(item -> texts.add(String.valueOf(item)));
			return texts;
		}
		return List.of(text(value));
	}

	/** A value for people: numbers without needless zeros, lists with commas. */
	static String text(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(Values::text).collect(Collectors.joining(", "));
		}
		if (value instanceof Double number && Double.isFinite(number)) {
			BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
			return Math.abs(number) < 1e7 && (number == 0 || Math.abs(number) >= 1e-3) ? decimal.toPlainString() : decimal.toString().replace("E", "e");
		}
		return value == null ? "" : value.toString();
	}

}
