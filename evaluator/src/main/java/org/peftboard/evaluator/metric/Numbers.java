package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers in texts, as Python's {@code float()} reads them: {@code 1e3}, {@code 1_000}, {@code .5}, but not {@code 1,000} and not {@code 5 apples}. */
final class Numbers {

	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

	private static final double NO_NUMBER = -1;

	private Numbers() {
	}

	/** The finite number that the whole text is; empty for any other text, {@code nan} and {@code inf} among them. */
	static OptionalDouble parse(String text) {
		String stripped = text.strip();
		if (!NUMBER.matcher(stripped).matches()) {
			return OptionalDouble.empty();
		}
		double value = Double.parseDouble(stripped.replace("_", ""));
		return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
	}

	/** A number for each text, −1 for one that is none, as PEFT-Bench has it. */
	static double[] ofEach(List<String> texts) {
		return texts.stream().mapToDouble(text -> parse(text).orElse(NO_NUMBER)).toArray();
	}

}
