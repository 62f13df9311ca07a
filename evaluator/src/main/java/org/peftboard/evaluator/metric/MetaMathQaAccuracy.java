package org.peftboard.evaluator.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * MetaMathQA and GSM8K as Hugging Face's method comparison scores them: share of items whose final answer is the expected one.
 *
 * <p>The final answer is what follows the last of the first of these that the text has: "The answer is: ", "The answer is ", "The final answer is: ", "The
 * final answer is ", "#### "; up to the end of the line, without spaces and any of {@code . ! ? $ %} at its ends. Two answers that are numbers or fractions
 * ("20/14", divided to 28 digits) are compared as float64, others letter by letter. A prediction without an answer is wrong.
 *
 * <p>Source: Hugging Face PEFT, {@code method_comparison/MetaMathQA/utils.py}.
 */
final class MetaMathQaAccuracy extends MeanMetric {

	private static final List<String> MARKS = List.of("The answer is: ", "The answer is ", "The final answer is: ", "The final answer is ", "#### ");

	private static final String NUMBER = "[+-]?(\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)([eE][+-]?\\d{1,9})?";

	private static final MathContext DIGITS = new MathContext(28);

	@Override
	public MetricCard card() {
		return new MetricCard("metamathqa-accuracy", "Accuracy (MetaMathQA)", true,
				"Share of items whose final answer, after \"The answer is: \" or \"#### \", is the expected one; numbers and fractions by value.",
				"Hugging Face PEFT, method_comparison/MetaMathQA");
	}

	/** @throws IllegalArgumentException where the expected text has no answer */
	@Override
	double of(String expected, String predicted) {
		String wanted = answer(expected).orElseThrow(() -> new IllegalArgumentException(
				"expected text: got '" + expected + "', need an answer after one of " + MARKS));
		return answer(predicted).filter(given -> same(wanted, given)).isPresent() ? 1 : 0;
	}

	private static boolean same(String wanted, String given) {
		OptionalDouble wantedNumber = number(wanted);
		OptionalDouble givenNumber = number(given);
		if (wantedNumber.isPresent() && givenNumber.isPresent()) {
			return wantedNumber.getAsDouble() == givenNumber.getAsDouble();
		}
		return wantedNumber.isEmpty() && givenNumber.isEmpty() && wanted.equals(given);
	}

	/** The final answer; empty where no mark stands in the text. */
	static Optional<String> answer(String text) {
		String trimmed = text.strip().replaceAll("[.!?]+$", "");
		return MARKS.stream().filter(trimmed::contains).findFirst().map(mark -> after(mark, trimmed));
	}

	private static String after(String mark, String text) {
		String rest = text.substring(text.lastIndexOf(mark) + mark.length()).strip();
		String line = rest.split("\n", 2)[0];
		return line.replaceAll("^[ .!?$%]+|[ .!?$%]+$", "");
	}

	/** The value of a number or of a fraction of two; empty for anything else, and for a division by 0. */
	static OptionalDouble number(String answer) {
		String[] parts = answer.strip().split("/", -1);
		if (parts.length > 2) {
			return OptionalDouble.empty();
		}
		for (String part : parts) {
			if (!part.strip().matches(NUMBER)) {
				return OptionalDouble.empty();
			}
		}
		BigDecimal value = decimal(parts[0]);
		if (parts.length == 2) {
			BigDecimal divisor = decimal(parts[1]);
			return divisor.signum() == 0 ? OptionalDouble.empty() : OptionalDouble.of(value.divide(divisor, DIGITS).doubleValue());
		}
		return OptionalDouble.of(value.doubleValue());
	}

	private static BigDecimal decimal(String part) {
		return new BigDecimal(part.strip().replace("_", ""));
	}

}
