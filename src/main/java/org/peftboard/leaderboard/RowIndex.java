package org.peftboard.leaderboard;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.peftboard.catalog.Costs;
import org.peftboard.result.StoredResult;

/**
 * What every page asks of a board's rows and no query changes: found once for a board as it stands, and not for every page.
 *
 * @param methods        titles by id, the ids in alphabetical order
 * @param families       ids
 * @param origins        where rows come from, as {@link RowFilter#originOf} says it
 * @param mergeableKnown whether it is known of some row that it can be merged, or that it cannot
 * @param columns        headings and units of the costs
 */
record RowIndex(Map<String, StoredResult> byId, SortedMap<String, String> methods, SortedSet<String> families, SortedSet<String> origins, boolean mergeableKnown,
		Columns columns) {

	static RowIndex of(Costs costs, List<StoredResult> rows) {
		Map<String, StoredResult> byId = new HashMap<>();
		SortedMap<String, String> methods = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (StoredResult row : rows) {
			byId.put(row.publicId(), row);
			methods.putIfAbsent(row.methodId(), row.methodTitle().contains(",") ? row.methodId() : row.methodTitle());
		}
		SortedSet<String> families = rows.stream().map(StoredResult::family).collect(Collectors.toCollection(TreeSet::new));
		SortedSet<String> origins = rows.stream().map(RowFilter::originOf).collect(Collectors.toCollection(TreeSet::new));
		return new RowIndex(Collections.unmodifiableMap(byId), Collections.unmodifiableSortedMap(methods), Collections.unmodifiableSortedSet(families),
				Collections.unmodifiableSortedSet(origins), rows.stream().anyMatch(row -> row.facts().mergeable() != null), Columns.of(costs, rows));
	}

	/** The row with this id, which must be one of the board's. */
	StoredResult row(String publicId) {
		return Objects.requireNonNull(byId.get(publicId), publicId);
	}

	String title(String publicId) {
		return row(publicId).title();
	}

}
