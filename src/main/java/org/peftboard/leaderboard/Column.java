package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A column of the ranking that the reader may hide or show; rank and method are always there. */
enum Column {

	PSCP, PENALTY, RANGE, SCORE, PARAMETERS, LATENCY, MEMORY, STABILITY, LEADS, ADAPTER, MERGEABLE, DATE;

	static final Set<Column> DEFAULT = Set.copyOf(EnumSet.range(PSCP, MEMORY));

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	static List<String> ids() {
		return Arrays.stream(values()).map(Column::id).toList();
	}

	static Column of(String id) {
		return valueOf(id.toUpperCase(Locale.ROOT));
	}

}
