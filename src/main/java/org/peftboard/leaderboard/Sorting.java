package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.result.StoredResult;

/** In which order rows are listed, best first; ranks stay those of PSCP. What is not known comes last. */
enum Sorting {

	RANK(null, false), SCORE(StoredResult::score, true), PARAMETERS(StoredResult::parameterCost, false),
	LATENCY(StoredResult::latencyCost, false), MEMORY(StoredResult::memoryCost, false),
	ADAPTER(row -> row.facts().adapterBytes(), false), DATE(row -> row.facts().date(), true);

	private final @Nullable Function<StoredResult, ? extends @Nullable Comparable<?>> value;

	private final boolean largestFirst;

	Sorting(@Nullable Function<StoredResult, ? extends @Nullable Comparable<?>> value, boolean largestFirst) {
		this.value = value;
		this.largestFirst = largestFirst;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Whether larger values are listed first. */
	boolean largestFirst() {
		return largestFirst;
	}

	static List<String> ids() {
		return Arrays.stream(values()).map(Sorting::id).toList();
	}

	static Sorting of(String id) {
		return valueOf(id.toUpperCase(Locale.ROOT));
	}

	/** The rows, given by rank, in this order; equal ones stay in the order of ranks. */
	List<Shown.Entry> sorted(List<Shown.Entry> byRank) {
		if (value == null) {
			return byRank;
		}
		return byRank.stream().sorted((a, b) -> compare(value.apply(a.row()), value.apply(b.row()))).toList();
	}

	@SuppressWarnings("unchecked")
	private int compare(@Nullable Comparable<?> a, @Nullable Comparable<?> b) {
		Comparator<Comparable<Object>> natural = Comparator.naturalOrder();
		return Comparator.nullsLast(largestFirst ? natural.reversed() : natural).compare((Comparable<Object>) a, (Comparable<Object>) b);
	}

}
