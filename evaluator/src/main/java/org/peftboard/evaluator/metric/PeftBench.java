package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.Locale;

/**
 * How PEFT-Bench prepares texts and labels before it compares: facts of its {@code compute_metrics.py}, kept so that published numbers can be reproduced.
 *
 * <p>The text after the last {@code </think>} and an empty line, white space at the ends removed, lower-cased; for labels also cut to its first 16
 * characters, which is numpy's fixed-width text. No label of its tasks is longer.
 */
public final class PeftBench {

	private static final String THINKING_ENDS = "</think>\n\n";

	private static final int WIDTH = 16;

	private PeftBench() {
	}

	public static String text(String text) {
		int thinking = text.lastIndexOf(THINKING_ENDS);
		String answer = thinking < 0 ? text : text.substring(thinking + THINKING_ENDS.length());
		return answer.strip().toLowerCase(Locale.ROOT);
	}

	/** The first 16 characters, as code points, of the prepared text. */
	static String first16(String text) {
		String prepared = text(text);
		return prepared.codePointCount(0, prepared.length()) <= WIDTH ? prepared : prepared.substring(0, prepared.offsetByCodePoints(0, WIDTH));
	}

	/** The prediction, or where it is no label a wrong one: the second, or the first where the second was expected. */
	static String labelOr(String prediction, String expected, List<String> labels) {
		if (labels.contains(prediction)) {
			return prediction;
		}
		return expected.equals(labels.get(1)) ? labels.get(0) : labels.get(1);
	}

	static List<String> lowerCased(List<String> labels) {
		return labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
	}

}
