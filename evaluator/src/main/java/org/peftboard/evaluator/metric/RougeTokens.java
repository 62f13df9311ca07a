package org.peftboard.evaluator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words that ROUGE compares, as google-research {@code rouge_score} cuts them: lower-cased, every run of characters outside {@code a-z0-9} is a border,
 * so {@code don't} is two words and {@code é} is none. With the stemmer, words longer than three characters are stemmed.
 */
enum RougeTokens {

	PLAIN("", "", "without stemmer"), STEMMED("-stemmed", ", stemmed", "with Porter stemmer");

	private static final int LONGEST_UNSTEMMED = 3;

	private final String suffix;

	private final String title;

	private final String source;

	RougeTokens(String suffix, String title, String source) {
		this.suffix = suffix;
		this.title = title;
		this.source = source;
	}

	/** {@code rouge-1} or {@code rouge-1-stemmed} */
	String id(String plain) {
		return plain + suffix;
	}

	String title(String plain) {
		return plain + title;
	}

	String source() {
		return "Lin, ROUGE, ACL 2004; words and F-measure as in google-research rouge_score, " + source;
	}

	List<String> of(String text) {
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).filter(token -> !token.isEmpty()).map(this::stemmed).toList();
	}

	private String stemmed(String token) {
		return this == STEMMED && token.length() > LONGEST_UNSTEMMED ? PorterStemmer.stem(token) : token;
	}

	/** Harmonic mean of precision and recall: 2 · matches ÷ (expected + predicted); 0 where nothing matches, two empty texts among them. */
	static double fMeasure(long matches, int expected, int predicted) {
		return matches == 0 ? 0 : 2.0 * matches / (expected + predicted);
	}

}
