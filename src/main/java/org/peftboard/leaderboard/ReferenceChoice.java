package org.peftboard.leaderboard;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.References;

/**
 * What the reader wants costs to be relative to.
 *
 * @param parameters own reference, in the board's unit; absent for the board's own
 * @param latency    own reference, in the board's unit; absent for the board's own
 * @param memory     own reference, in the board's unit; absent for the board's own
 */
record ReferenceChoice(Kind kind, @Nullable Double parameters, @Nullable Double latency, @Nullable Double memory) {

	static final ReferenceChoice FROZEN = new ReferenceChoice(Kind.FROZEN, null, null, null);

	enum Kind {

		/** the board's own, frozen with its version */
		FROZEN,
		/** the largest cost of the rows: relative, changes when rows change */
		LARGEST,
		/** typed by the reader */
		OWN;

		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** The board's own references with what the reader typed. */
	References over(References frozen) {
		return new References(or(parameters, frozen.parameters()), or(latency, frozen.latency()), or(memory, frozen.memory()),
				frozen.latencyBase(), "Typed by the reader of this address; where nothing was typed, the board's own.");
	}

	private static double or(@Nullable Double own, double frozen) {
		return own == null ? frozen : own;
	}

}
