package org.peftboard.evaluator.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;

/**
 * Checks a method's settings against its card, and brings them into the one form that equal settings share.
 *
 * <p>The one form: every parameter of the card is there, whole numbers are {@link Long}, other numbers are {@link Double}, a list of choices is in the
 * order of the card. So {@code {"alpha":16}} and {@code {"alpha":16.0,"rank":8}} become equal where 8 is the default rank.
 */
public final class SettingsCheck {

	private SettingsCheck() {
	}

	/**
	 * Everything wrong with the settings, at once: unknown keys first, then parameters in the order of the card. A parameter left out is not wrong.
	 *
	 * @return empty where the settings are right
	 */
	public static List<Problem> problems(MethodCard card, Map<String, ?> settings) {
		List<Problem> problems = new ArrayList<>();
		List<String> known = card.parameters().stream().map(ParameterSpec::name).toList();
		settings.keySet().stream().filter(key -> !known.contains(key)).sorted().forEach(key -> problems.add(unknown(card, key, known)));
		for (ParameterSpec spec : card.parameters()) {
			if (settings.containsKey(spec.name())) {
				problem(spec, settings.get(spec.name()), problems);
			}
		}
		return List.copyOf(problems);
	}

	private static Problem unknown(MethodCard card, String key, List<String> known) {
		String need = known.isEmpty() ? "no settings: '" + card.id() + "' has none" : Suggestion.oneOf(key, known);
		return new Problem("settings", "unknown key '" + key + "'", need);
	}

	/**
	 * The same setting in the one form, with defaults filled in.
	 *
	 * @throws Problem.Refused with all problems
	 */
	public static MethodSetting complete(MethodCard card, MethodSetting setting) {
		List<Problem> problems = problems(card, setting.settings());
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		Map<String, Object> complete = new LinkedHashMap<>();
		for (ParameterSpec spec : card.parameters()) {
			complete.put(spec.name(), oneForm(spec, setting.settings().getOrDefault(spec.name(), spec.defaultValue())));
		}
		return new MethodSetting(setting.id(), complete);
	}

	private static Object oneForm(ParameterSpec spec, Object value) {
		return switch (spec.type()) {
			case INTEGER -> decimal(value).longValueExact();
			case NUMBER -> decimal(value).doubleValue();
			case CHOICES -> spec.choices().stream().filter(((List<?>) value)::contains).toList();
			case BOOLEAN, CHOICE -> value;
		};
	}

	private static void problem(ParameterSpec spec, @Nullable Object value, List<Problem> problems) {
		switch (spec.type()) {
			case INTEGER -> requireNumber(spec, value, "a whole number", problems);
			case NUMBER -> requireNumber(spec, value, "a number", problems);
			case BOOLEAN -> {
				if (!(value instanceof Boolean)) {
					problems.add(new Problem(spec.name(), shown(value), "true or false"));
				}
			}
			case CHOICE -> requireChoice(spec, value, problems);
			case CHOICES -> requireChoices(spec, value, problems);
		}
	}

	private static void requireNumber(ParameterSpec spec, @Nullable Object value, String kind, List<Problem> problems) {
		if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue()) || !fits(spec, decimal(number))) {
			problems.add(new Problem(spec.name(), shown(value), kind + bounds(spec)));
		}
	}

	private static boolean fits(ParameterSpec spec, BigDecimal value) {
		boolean whole = value.stripTrailingZeros().scale() <= 0;
		return (whole || spec.type() == ParameterSpec.Type.NUMBER) && (spec.least() == null || value.doubleValue() >= spec.least())
				&& (spec.greatest() == null || value.doubleValue() <= spec.greatest());
	}

	/** {@code BigDecimal.valueOf} and not the constructor: 0.1 is to be 0.1 and not its binary neighbour. */
	private static BigDecimal decimal(Object value) {
		return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
	}

	/** {@code ", 1 to 512"}, {@code ", at least 0"}, or nothing. */
	private static String bounds(ParameterSpec spec) {
		if (spec.least() != null && spec.greatest() != null) {
			return ", " + plain(spec.least()) + " to " + plain(spec.greatest());
		}
		if (spec.least() != null) {
			return ", at least " + plain(spec.least());
		}
		return spec.greatest() != null ? ", at most " + plain(spec.greatest()) : "";
	}

	private static String plain(double value) {
		return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
	}

	private static void requireChoice(ParameterSpec spec, @Nullable Object value, List<Problem> problems) {
		if (!(value instanceof String word)) {
			problems.add(new Problem(spec.name(), shown(value), "one of: " + String.join(", ", spec.choices())));
		}
		else if (!spec.choices().contains(word)) {
			problems.add(new Problem(spec.name(), shown(word), Suggestion.oneOf(word, spec.choices())));
		}
	}

	private static void requireChoices(ParameterSpec spec, @Nullable Object value, List<Problem> problems) {
		double least = spec.least() == null ? 1 : spec.least();
		if (!(value instanceof List<?> words) || words.size() < least) {
			String need = least > 0 ? "a list with at least one of: " : "a list, which may be empty, of: ";
			problems.add(new Problem(spec.name(), shown(value), need + String.join(", ", spec.choices())));
			return;
		}
		Set<Object> seen = new LinkedHashSet<>();
		for (Object word : words) {
			requireChoice(spec, word, problems);
			if (!seen.add(word)) {
				problems.add(new Problem(spec.name(), shown(word) + " twice", "each choice once"));
			}
		}
	}

	private static String shown(@Nullable Object value) {
		if (value == null) {
			return "nothing";
		}
		return value instanceof String text ? "'" + text + "'" : value.toString();
	}

}
