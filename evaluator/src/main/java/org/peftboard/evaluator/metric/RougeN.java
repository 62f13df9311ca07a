package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Overlap of word n-grams: F-measure, mean over items.
 *
 * <p>An n-gram matches as often as it occurs in both texts. A text with fewer than n words has none, and its F-measure is 0.
 *
 * <p>Source: Lin, ROUGE: A Package for Automatic Evaluation of Summaries, ACL 2004, section 2; F-measure and words as in google-research
 * {@code rouge_score} without stemmer.
 */
abstract class RougeN extends MeanMetric {

	private final int n;

	RougeN(int n) {
		this.n = n;
	}

	@Override
	final double of(String expected, String predicted) {
		List<List<String>> expectedGrams = grams(RougeTokens.of(expected));
		List<List<String>> predictedGrams = grams(RougeTokens.of(predicted));
		Map<List<String>, Long> counts = counts(predictedGrams);
		long matches = counts(expectedGrams).entrySet()
			.stream()
			.mapToLong(gram -> Math.min(gram.getValue(), counts.getOrDefault(gram.getKey(), 0L)))
			.sum();
		return RougeTokens.fMeasure(matches, expectedGrams.size(), predictedGrams.size());
	}

	private List<List<String>> grams(List<String> words) {
		return IntStream.rangeClosed(0, words.size() - n).mapToObj(start -> words.subList(start, start + n)).toList();
	}

	private static Map<List<String>, Long> counts(List<List<String>> grams) {
		return grams.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

}
