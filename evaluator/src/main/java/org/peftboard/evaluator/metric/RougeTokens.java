package org.peftboard.evaluator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words that ROUGE compares, as google-research {@code rouge_score} cuts them without stemmer: lower-cased, every run of characters
 * outside {@code a-z0-9} is a border, so {@code don't} is two words and {@code é} is none.
 */
final class RougeTokens {

	private RougeTokens() {
	}

	static List<String> of(String text) {
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).filter(token -> !token.isEmpty()).toList();
	}

	/** Harmonic mean of precision and recall: 2 · matches ÷ (expected + predicted); 0 where nothing matches, two empty texts among them. */
	static double fMeasure(long matches, int expected, int predicted) {
		return matches == 0 ? 0 : 2.0 * matches / (expected + predicted);
	}

}
