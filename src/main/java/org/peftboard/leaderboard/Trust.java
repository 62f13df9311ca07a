package org.peftboard.leaderboard;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is known of how certain the rows of a board are.
 *
 * @param rows intervals by row id; a row without any is missing
 */
record Trust(Map<String, Intervals> rows) {

	static final Trust NONE = new Trust(Map.of());

	/** Two ends of an interval. */
	record Ends(double low, double high) {
	}

	/**
	 * The 95 % intervals of one row, in the board's units.
	 *
	 * @param score   absent where not known
	 * @param latency absent where not known
	 * @param memory  absent where not known
	 */
	record Intervals(@Nullable Ends score, @Nullable Ends latency, @Nullable Ends memory) {
	}

	boolean known() {
		return !rows.isEmpty();
	}

	/** What a pointer on the cells of a row says, by column. */
	Map<String, String> hints(String id, Columns formats, Words words) {
		Map<String, String> hints = new HashMap<>();
		Intervals intervals = rows.get(id);
		if (intervals == null) {
			return hints;
		}
		put(hints, "score", intervals.score, new CostFormat("", "", 1, 1), words);
		put(hints, "latency", intervals.latency, formats.latency(), words);
		put(hints, "memory", intervals.memory, formats.memory(), words);
		return hints;
	}

	private static void put(Map<String, String> hints, String column, @Nullable Ends ends, CostFormat format, Words words) {
		if (ends != null) {
			hints.put(column, words.say("trust.interval", words.number(format, ends.low), words.number(format, ends.high)));
		}
	}

}
