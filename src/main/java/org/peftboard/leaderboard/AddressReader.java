package org.peftboard.leaderboard;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;

/** Reads the parameters of an address. Whatever cannot be understood is named as a problem and takes its default. */
final class AddressReader {

	private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,6})?");

	private static final int LONGEST_TEXT = 100;

	private final Map<String, List<String>> parameters;

	private final List<Problem> problems = new ArrayList<>();

	private final Map<String, String> understood = new LinkedHashMap<>();

	AddressReader(Map<String, List<String>> parameters) {
		this.parameters = parameters;
	}

	List<Problem> problems() {
		return List.copyOf(problems);
	}

	/** What was understood, by name. */
	Map<String, String> understood() {
		return Map.copyOf(understood);
	}

	/** @param parse may refuse */
	<T> T read(String name, T otherwise, Function<String, T> parse) {
		List<String> given = parameters.getOrDefault(name, List.of());
		if (given.isEmpty()) {
			return otherwise;
		}
		try {
			T value = parse.apply(given.get(0));
			understood.put(name, given.get(0).strip());
			return value;
		}
		catch (Problem.Refused refused) {
			problems.addAll(refused.problems());
			return otherwise;
		}
	}

	/** One of the known words; an empty one, as a form sends it, is none. */
	@Nullable String word(String name, List<String> known) {
		return read(name, null, value -> value.isEmpty() ? null : oneOf(name, value, known));
	}

	String word(String name, String otherwise, List<String> known) {
		return read(name, otherwise, value -> oneOf(name, value, known));
	}

	/** Any of the known words, given several times or with commas between; none of them where any is unknown. */
	Set<String> words(String name, List<String> known) {
		Set<String> words = new LinkedHashSet<>();
		for (String given : parameters.getOrDefault(name, List.of())) {
			Arrays.stream(given.split(",")).filter(word -> !word.isEmpty()).forEach(words::add);
		}
		try {
			words.forEach(word -> oneOf(name, word, known));
			understood.put(name, String.join(",", words));
			return words;
		}
		catch (Problem.Refused refused) {
			problems.addAll(refused.problems());
			return Set.of();
		}
	}

	/** A number, absent where nothing or an empty text is given. */
	@Nullable Double number(String name, String need, double least, double most) {
		return read(name, null, value -> value.isEmpty() ? null : numberOf(name, value, need, least, most));
	}

	double number(String name, double otherwise, String need, double most) {
		return read(name, otherwise, value -> numberOf(name, value, need, 0, most));
	}

	private static double numberOf(String name, String value, String need, double least, double most) {
		double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
		if (!(number >= least && number <= most)) {
			throw new Problem.Refused(name, "'" + value + "'", need);
		}
		return number;
	}

	@Nullable LocalDate day(String name) {
		return read(name, null, value -> {
			try {
				return value.isEmpty() ? null : LocalDate.parse(value);
			}
			catch (DateTimeException exception) {
				throw new Problem.Refused(name, "'" + value + "'", "a day such as 2026-07-15");
			}
		});
	}

	String text(String name) {
		return read(name, "", value -> {
			String text = value.strip();
			if (text.length() > LONGEST_TEXT) {
				throw new Problem.Refused(name, text.length() + " characters", "at most " + LONGEST_TEXT);
			}
			return text;
		});
	}

	private static String oneOf(String field, String value, List<String> known) {
		if (!known.contains(value)) {
			throw new Problem.Refused(field, "'" + value + "'", known.isEmpty() ? "nothing: this board has no such choice"
					: Suggestion.oneOf(value.length() > LONGEST_TEXT ? "" : value, known));
		}
		return value;
	}

}
