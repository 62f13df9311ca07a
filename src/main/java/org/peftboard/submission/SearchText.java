package org.peftboard.submission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec.Type;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;

/** A search space as people write it: a line for each setting, {@code rank: 4, 8, 16}. */
final class SearchText {

	static final int LONGEST = 4000;

	private static final String FIELD = "search";

	private SearchText() {
	}

	/**
	 * Values by setting.
	 *
	 * @throws Problem.Refused with every line that is wrong; values out of bounds are found later, with the method's card
	 */
	static Map<String, List<Object>> read(MethodCard method, String text) {
		if (text.length() > LONGEST) {
			throw new Problem.Refused(FIELD, text.length() + " characters", "at most " + LONGEST);
		}
		Map<String, List<Object>> values = new LinkedHashMap<>();
		List<Problem> problems = new ArrayList<>();
		text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> read(method, line, values, problems));
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		return values;
	}

	private static void read(MethodCard method, String line, Map<String, List<Object>> values, List<Problem> problems) {
		int colon = line.indexOf(':');
		String name = colon < 0 ? line : line.substring(0, colon).strip();
		List<String> names = method.parameters().stream().filter(spec -> spec.type() != Type.CHOICES).map(ParameterSpec::name).toList();
		Optional<ParameterSpec> spec = method.parameters().stream().filter(one -> one.name().equals(name) && names.contains(name)).findFirst();
		if (colon < 0) {
			problems.add(new Problem(FIELD, "'" + line + "'", "a setting, a colon and values, as in rank: 4, 8, 16"));
		}
		else if (spec.isEmpty()) {
			problems.add(new Problem(FIELD, "unknown setting '" + name + "'", names.isEmpty() ? "no settings: '" + method.id() + "' has none" : Suggestion.oneOf(name, names)));
		}
		else if (values.containsKey(name)) {
			problems.add(new Problem(FIELD, "'" + name + "' twice", "each setting on one line"));
		}
		else {
			List<String> texts = Arrays.stream(line.substring(colon + 1).split(",", -1)).map(String::strip).filter(value -> !value.isEmpty()).toList();
			values.put(name, texts.stream().map(value -> Values.read(spec.get(), List.of(value))).toList());
		}
	}

}
