package org.peftboard.evaluator.metric;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an arithmetic expression as Python has it: numbers, {@code + - * / // %}, signs and parentheses; no powers, no names.
 *
 * <p>{@code //} and {@code %} round towards minus infinity. Nesting deeper than {@value #DEEPEST} is refused, as Python's parser does.
 */
final class Arithmetic {

	private static final int DEEPEST = 200;

	private static final Pattern NUMBER = Pattern.compile("(\\d+(_\\d+)*(\\.(\\d+(_\\d+)*)?)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+)?");

	/** as in Python, {@code 012} is no number */
	private static final Pattern LEADING_ZERO = Pattern.compile("0[\\d_]*[1-9][\\d_]*");

	private final String text;

	private int place;

	private int depth;

	private Arithmetic(String text) {
		this.text = text;
	}

	/** The value; empty where the text is no such expression, or divides by 0. */
	static OptionalDouble value(String expression) {
		Arithmetic arithmetic = new Arithmetic(expression.strip());
		try {
			double value = arithmetic.sum();
			return arithmetic.place == arithmetic.text.length() ? OptionalDouble.of(value) : OptionalDouble.empty();
		}
		catch (ArithmeticException invalid) {
			return OptionalDouble.empty();
		}
	}

	private double sum() {
		double value = product();
		while (true) {
			if (take("+")) {
				value += product();
			}
			else if (take("-")) {
				value -= product();
			}
			else {
				return value;
			}
		}
	}

	private double product() {
		double value = signed();
		while (true) {
			if (ahead("**")) {
				throw new ArithmeticException("power");
			}
			if (take("*")) {
				value *= signed();
			}
			else if (take("//")) {
				value = Math.floor(value / divisor());
			}
			else if (take("/")) {
				value /= divisor();
			}
			else if (take("%")) {
				value = remainder(value, divisor());
			}
			else {
				return value;
			}
		}
	}

	/** with the sign of the divisor */
	private static double remainder(double value, double divisor) {
		return value - divisor * Math.floor(value / divisor);
	}

	private double divisor() {
		double divisor = signed();
		if (divisor == 0) {
			throw new ArithmeticException("division by 0");
		}
		return divisor;
	}

	private double signed() {
		double sign = 1;
		while (true) {
			if (take("-")) {
				sign = -sign;
			}
			else if (!take("+")) {
				return sign * atom();
			}
		}
	}

	private double atom() {
		if (take("(")) {
			if (++depth > DEEPEST) {
				throw new ArithmeticException("nested too deep");
			}
			double value = sum();
			depth--;
			if (!take(")")) {
				throw new ArithmeticException("parenthesis");
			}
			return value;
		}
		return number();
	}

	private double number() {
		Matcher matcher = NUMBER.matcher(text).region(place, text.length());
		if (!matcher.lookingAt() || LEADING_ZERO.matcher(matcher.group()).matches()) {
			throw new ArithmeticException("number");
		}
		place = matcher.end();
		double value = Double.parseDouble(matcher.group().replace("_", ""));
		space();
		return value;
	}

	private boolean ahead(String sign) {
		return text.startsWith(sign, place);
	}

	private boolean take(String sign) {
		boolean there = ahead(sign);
		if (there) {
			place += sign.length();
			space();
		}
		return there;
	}

	private void space() {
		while (place < text.length() && (text.charAt(place) == ' ' || text.charAt(place) == '\t')) {
			place++;
		}
	}

}
