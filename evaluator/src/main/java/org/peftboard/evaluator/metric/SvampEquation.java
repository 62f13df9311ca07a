package org.peftboard.evaluator.metric;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * An answer of SVAMP as PEFT-Bench wants it: one expression inside one pair of parentheses, one equals sign, one number: {@code ( 8.0 - 3.0 ) = 5.0}.
 *
 * @param left  the left side as written, parentheses included
 * @param value what the left side comes to
 * @param right the number after the equals sign, commas left out
 */
record SvampEquation(String left, double value, double right) {

	private static final double TOLERANCE = 1e-6;

	private static final double WHOLE = 1e-9;

	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d+)?|\\.\\d+)");

	/** The equation that the text is, after {@link PeftBench}'s preparation; empty where it is none. */
	static Optional<SvampEquation> of(String text) {
		String[] sides = PeftBench.text(text).split("=", -1);
		if (sides.length != 2) {
			return Optional.empty();
		}
		String left = sides[0].strip();
		String right = sides[1].strip().replace(",", "");
		if (!isInOnePair(left) || !NUMBER.matcher(right).matches()) {
			return Optional.empty();
		}
		OptionalDouble value = Arithmetic.value(left.substring(1, left.length() - 1));
		return value.isEmpty() ? Optional.empty() : Optional.of(new SvampEquation(left, value.getAsDouble(), Double.parseDouble(right)));
	}

	/** whether the two sides are equal, to 10⁻⁶ */
	boolean isTrue() {
		return Math.abs(value - right) < TOLERANCE;
	}

	/** whether the number after the equals sign is the other's, to 10⁻⁶ */
	boolean hasAnswerOf(SvampEquation other) {
		return Math.abs(right - other.right) < TOLERANCE;
	}

	/** whether the left sides are the same letter by letter and the right sides the same number */
	boolean isWrittenAs(SvampEquation other) {
		return left.equals(other.left) && whole(right) == whole(other.right);
	}

	private static double whole(double number) {
		return Math.abs(number - Math.rint(number)) <= WHOLE ? Math.rint(number) : number;
	}

	/** whether the first parenthesis closes at the very end */
	private static boolean isInOnePair(String text) {
		if (!text.startsWith("(") || !text.endsWith(")")) {
			return false;
		}
		int depth = 0;
		for (int place = 0; place < text.length(); place++) {
			depth += text.charAt(place) == '(' ? 1 : text.charAt(place) == ')' ? -1 : 0;
			if (depth == 0 && place < text.length() - 1) {
				return false;
			}
		}
		return depth == 0;
	}

}
