package org.peftboard.leaderboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The address of what is shown: its parameters as they were understood, without what holds by default, in a fixed order. The twin of
 * {@code state.js}.
 *
 * @param parameters by name; several values with commas between
 */
record BoardAddress(Map<String, String> parameters) {

	/** Every parameter that a board's address may have, in the order of writing. */
	static final List<String> NAMES = List.of("board", "view", "score", "refs", "pref", "lref", "mref", "alpha", "beta", "gamma", "q", "method",
			"family", "origin", "mergeable", "since", "until", "pmax", "lmax", "mmax", "amax", "cols", "sort", "x", "y", "tasks", "page");

	/** What hides rows. */
	static final List<String> FILTERS = List.of("q", "method", "family", "origin", "mergeable", "since", "until", "pmax", "lmax", "mmax", "amax");

	private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry("view", "ranking"), Map.entry("refs", "frozen"),
			Map.entry("alpha", "1"), Map.entry("beta", "1"), Map.entry("gamma", "1"), Map.entry("sort", "rank"), Map.entry("x", "memory"),
			Map.entry("y", "score"), Map.entry("page", "1"));

	BoardAddress {
		Map<String, String> ordered = new LinkedHashMap<>();
		for (String name : NAMES) {
			String value = parameters.getOrDefault(name, "");
			if (!value.isEmpty() && !value.equals(DEFAULTS.get(name))) {
				ordered.put(name, value);
			}
		}
		parameters = ordered;
	}

	/** The same with another value; an empty one, or null, for the default. The page starts anew. */
	BoardAddress with(String name, @Nullable String value) {
		Map<String, String> changed = new LinkedHashMap<>(parameters);
		changed.remove("page");
		changed.put(name, value == null ? "" : value);
		return new BoardAddress(changed);
	}

	BoardAddress without(List<String> names) {
		Map<String, String> changed = new LinkedHashMap<>(parameters);
		names.forEach(changed::remove);
		changed.remove("page");
		return new BoardAddress(changed);
	}

	/** {@code ?board=…&alpha=2} */
	String query() {
		return parameters.entrySet()
			.stream()
			.map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8).replace("%2C", ","))
			.collect(Collectors.joining("&", "?", ""));
	}

	/** On the board page. */
	String href() {
		return "/" + query();
	}

}
