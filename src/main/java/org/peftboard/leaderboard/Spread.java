package org.peftboard.leaderboard;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.Trust.Ends;

/**
 * How certain one number is: the two ends that are shown below it.
 *
 * @param runs of how many runs of one configuration they are the least and the greatest; 0 for the ends of a 95 % interval
 */
record Spread(Ends ends, int runs) {

	/** By column, {@code score}, {@code latency} and {@code memory}; a 95 % interval where there is one, else what repeated runs show. */
	static Map<String, Spread> of(Trust.@Nullable Row trust, @Nullable Repeats repeats) {
		Map<String, Spread> known = new LinkedHashMap<>();
		if (repeats != null) {
			put(known, "score", repeats.score(), repeats.runs());
			put(known, "latency", repeats.latency(), repeats.runs());
			put(known, "memory", repeats.memory(), repeats.runs());
		}
		if (trust != null) {
			put(known, "score", trust.score(), 0);
			put(known, "latency", trust.latency(), 0);
		}
		return known;
	}

	private static void put(Map<String, Spread> known, String column, @Nullable Ends ends, int runs) {
		if (ends != null) {
			known.put(column, new Spread(ends, runs));
		}
	}

	/** {@code 81.0–87.1} */
	String text(CostFormat format, Words words) {
		return words.number(format.number(ends.low())) + "–" + words.number(format.number(ends.high()));
	}

	/** In words, for a pointer. */
	String sentence(CostFormat format, Words words) {
		String low = words.number(format.number(ends.low()));
		String high = words.number(format.number(ends.high()));
		return runs == 0 ? words.say("trust.interval", low, high) : words.say("trust.runs", String.valueOf(runs), low, high);
	}

}
