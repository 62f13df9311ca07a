package org.peftboard.submission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;

/**
 * Several configurations of one method: every combination of the values that are listed, the other settings as the proposal has them.
 *
 * @param proposal the settings that all share, and the terms
 * @param values   values by setting, each list at least one long
 */
record SearchSpace(Proposal proposal, Map<String, List<Object>> values) {

	/** Above this a search is more than one day's quota for most. */
	static final int LARGEST = 64;

	private static final int MOST_VALUES = 32;

	SearchSpace {
		values = new LinkedHashMap<>(values);
		List<Problem> problems = new ArrayList<>();
		values.forEach((name, list) -> {
			if (list == null || list.isEmpty() || list.size() > MOST_VALUES || distinct(list) < list.size()) {
				problems.add(new Problem("search", name + ": " + (list == null ? 0 : list.size()) + " values", "1 to " + MOST_VALUES + " values, each once"));
			}
		});
		if (problems.isEmpty() && size(values) > LARGEST) {
			problems.add(new Problem("search", size(values) + " configurations", "at most " + LARGEST + "; leave some values out"));
		}
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
	}

	/** 4 and 4.0 are one number; nothing at all is no value. */
	private static long distinct(List<Object> list) {
		return list.stream().filter(Objects::nonNull).map(value -> value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : value).distinct().count();
	}

	private static long size(Map<String, List<Object>> values) {
		return values.values().stream().mapToLong(List::size).reduce(1, (one, other) -> Math.min(Integer.MAX_VALUE, one * other));
	}

	/** How many configurations it has. */
	int size() {
		return (int) size(values);
	}

	/** Every configuration, the last setting's values changing fastest. */
	List<Proposal> proposals() {
		List<Map<String, Object>> combinations = List.of(Map.of());
		for (Map.Entry<String, List<Object>> setting : values.entrySet()) {
			combinations = combinations.stream().flatMap(before -> setting.getValue().stream().map(value -> with(before, setting.getKey(), value))).toList();
		}
		return combinations.stream().map(this::proposal).toList();
	}

	private static Map<String, Object> with(Map<String, Object> before, String name, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(before);
		more.put(name, value);
		return more;
	}

	private Proposal proposal(Map<String, Object> combination) {
		Map<String, Object> settings = new LinkedHashMap<>(proposal.setting().settings());
		settings.putAll(combination);
		return proposal.with(new MethodSetting(proposal.setting().id(), settings));
	}

}
