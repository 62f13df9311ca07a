package org.peftboard.leaderboard;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.peftboard.result.StoredResult;

/**
 * Which rows the reader wants to see. It hides rows and never moves one: ranks are those of the whole board. A row whose value is not known does
 * not pass a limit on it.
 *
 * @param text      every word must occur in title, method, family or submitter; case does not matter
 * @param methods   ids; none for all
 * @param families  ids; none for all
 * @param origin    reference, submission or published; absent for all
 * @param mergeable absent for all
 * @param since     first day, inclusive; absent for no limit
 * @param until     last day, inclusive; absent for no limit
 * @param budgets   greatest costs
 */
record RowFilter(String text, Set<String> methods, Set<String> families, @Nullable String origin, @Nullable Boolean mergeable,
		@Nullable LocalDate since, @Nullable LocalDate until, Budgets budgets) {

	static final List<String> ORIGINS = List.of("reference", "submission", "published");

	/**
	 * Greatest costs that the reader can afford; absent for no limit.
	 *
	 * @param parameters in the board's unit
	 * @param latency    in the board's unit
	 * @param memory     in the board's unit
	 * @param adapter    bytes of the saved adapter
	 */
	record Budgets(@Nullable Double parameters, @Nullable Double latency, @Nullable Double memory, @Nullable Double adapter) {

		static final Budgets NONE = new Budgets(null, null, null, null);

		boolean allow(StoredResult row) {
			Long bytes = row.facts().adapterBytes();
			return within(row.parameterCost(), parameters) && within(row.latencyCost(), latency) && within(row.memoryCost(), memory)
					&& within(bytes == null ? null : bytes.doubleValue(), adapter);
		}

		private static boolean within(@Nullable Double value, @Nullable Double most) {
			return most == null || (value != null && value <= most);
		}

	}

	/** Where a row comes from: one of {@link #ORIGINS}. */
	static String originOf(StoredResult row) {
		return row.submitter() == null ? "published" : row.referenceRun() != null ? "reference" : "submission";
	}

	/** Whether every row passes. */
	boolean isEmpty() {
		return text.isEmpty() && methods.isEmpty() && families.isEmpty() && origin == null && mergeable == null && since == null
				&& until == null && budgets.equals(Budgets.NONE);
	}

	Predicate<StoredResult> predicate() {
		if (isEmpty()) {
			return row -> true;
		}
		List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("\\s+"));
		return row -> (text.isEmpty() || contains(row, words)) && chosen(methods, row.methodId()) && chosen(families, row.family())
				&& (origin == null || origin.equals(originOf(row))) && (mergeable == null || mergeable.equals(row.facts().mergeable()))
				&& inTime(row.facts().date()) && budgets.allow(row);
	}

	private static boolean contains(StoredResult row, List<String> words) {
		String all = (row.title() + " " + row.methodTitle() + " " + row.methodId() + " " + row.family() + " "
				+ (row.submitter() == null ? "" : row.submitter())).toLowerCase(Locale.ROOT);
		return words.stream().allMatch(all::contains);
	}

	private static boolean chosen(Set<String> choice, String value) {
		return choice.isEmpty() || choice.contains(value);
	}

	/** Dates compare as text, so that a month without a day is before the days in it. */
	private boolean inTime(@Nullable String date) {
		return (since == null || (date != null && date.compareTo(since.toString()) >= 0))
				&& (until == null || (date != null && date.compareTo(until.toString()) <= 0));
	}

}
