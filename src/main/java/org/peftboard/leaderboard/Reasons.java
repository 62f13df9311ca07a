package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.peftboard.language.Words;

/** Why a row of a listing has no rank: in English where it is stored, cited or read by programs, and in the reader's language on pages. */
public final class Reasons {

	static final String BASE = "nothing was trained";

	static final String UPLOADED = "uploaded adapter, not trained here";

	static final String HELD = "suspect, waits for a reviewer";

	static final String MISSING = "not known: ";

	private static final Map<String, String> KEYS = Map.of(BASE, "grid.reason.base", UPLOADED, "grid.reason.uploaded", HELD, "grid.reason.held");

	private Reasons() {
	}

	/** @param reason as a listing has it, also one that was frozen long ago; what is not understood stays as it is */
	public static String in(String reason, Words words) {
		if (reason.startsWith(MISSING)) {
			return words.say("grid.reason.missing", Arrays.stream(reason.substring(MISSING.length()).split(", "))
				.map(name -> words.sayOr("missing." + name, name))
				.collect(Collectors.joining(", ")));
		}
		return KEYS.containsKey(reason) ? words.say(KEYS.get(reason)) : reason;
	}

}
