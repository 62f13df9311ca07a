package org.peftboard.evaluator.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The nearest known word to a mistyped one. */
public final class Suggestion {

	private Suggestion() {
	}

	/** {@code one of: ia3, lora. Did you mean 'lora'?}, the question only where a known word is near. */
	public static String oneOf(String got, Collection<String> known) {
		String list = "one of: " + String.join(", ", known);
		return nearest(got, known).map(word -> list + ". Did you mean '" + word + "'?").orElse(list);
	}

	/** The known word with the least edit distance, if that is at most a third of its length, rounded up. */
	public static Optional<String> nearest(String got, Collection<String> known) {
		return known.stream()
			.min(Comparator.comparingInt(word -> distance(got, word)))
			.filter(word -> distance(got, word) <= (word.length() + 2) / 3);
	}

	/** Levenshtein distance: fewest insertions, deletions and replacements of a character. */
	static int distance(String from, String to) {
		int[] previous = new int[to.length() + 1];
		for (int column = 0; column <= to.length(); column++) {
			previous[column] = column;
		}
		for (int row = 1; row <= from.length(); row++) {
			int[] current = new int[to.length() + 1];
			current[0] = row;
			for (int column = 1; column <= to.length(); column++) {
				int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
				current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
			}
			previous = current;
		}
		return previous[to.length()];
	}

}
