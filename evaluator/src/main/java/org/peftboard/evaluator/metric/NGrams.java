package org.peftboard.evaluator.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of n neighbouring words, counted. */
public final class NGrams {

	private NGrams() {
	}

	/** How often each run occurs; none where there are fewer than n words. */
	public static Map<List<String>, Integer> of(List<String> words, int n) {
		Map<List<String>, Integer> counts = new HashMap<>();
		for (int start = 0; start + n <= words.size(); start++) {
			counts.merge(words.subList(start, start + n), 1, Integer::sum);
		}
		return counts;
	}

	/** How many runs both have, each as often as it occurs in both. */
	public static <T> int common(Map<T, Integer> one, Map<T, Integer> other) {
		return one.entrySet().stream().mapToInt(gram -> Math.min(gram.getValue(), other.getOrDefault(gram.getKey(), 0))).sum();
	}

	/** How many runs there are. */
	public static int total(Map<?, Integer> counts) {
		return counts.values().stream().mapToInt(Integer::intValue).sum();
	}

}
