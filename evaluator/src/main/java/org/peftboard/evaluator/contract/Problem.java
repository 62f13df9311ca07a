package org.peftboard.evaluator.contract;

import java.util.List;

/**
 * One thing wrong with what a person gave, for people: which field, what was found, what is needed.
 *
 * @param field name of the field, dotted where nested
 * @param value what was found, shortened to 80 characters
 * @param need  what would be accepted, and what to do
 */
public record Problem(String field, String value, String need) {

	private static final int LONGEST_VALUE = 80;

	public Problem {
		value = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 1) + "…";
	}

	/** {@code rank: got 0, need 1 to 512} */
	public String sentence() {
		return field + ": got " + value + ", need " + need;
	}

	/** Thrown with all problems at once. */
	public static final class Refused extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient List<Problem> problems;

		public Refused(List<Problem> problems) {
			super(String.join("\n", problems.stream().map(Problem::sentence).toList()));
			this.problems = List.copyOf(problems);
		}

		public Refused(String field, String value, String need) {
			this(List.of(new Problem(field, value, need)));
		}

		public List<Problem> problems() {
			return problems;
		}

	}

}
