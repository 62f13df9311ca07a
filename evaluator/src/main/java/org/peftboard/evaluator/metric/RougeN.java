package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Overlap of word n-grams: F-measure, mean over items.
 *
 * <p>An n-gram matches as often as it occurs in both texts. A text with fewer than n words has none, and its F-measure is 0.
 *
 * <p>Source: Lin, ROUGE: A Package for Automatic Evaluation of Summaries, ACL 2004, section 2; F-measure and words as in google-research
 * {@code rouge_score}.
 */
abstract class RougeN extends MeanMetric {

	private final int n;

	private final RougeTokens tokens;

	RougeN(int n, RougeTokens tokens) {
		this.n = n;
		this.tokens = tokens;
	}

	@Override
	public final MetricCard card() {
		return new MetricCard(tokens.id("rouge-" + n), tokens.title("ROUGE-" + n), true, description(), tokens.source());
	}

	abstract String description();

	@Override
	final double of(String expected, String predicted) {
		List<List<String>> expectedGrams = grams(tokens.of(expected));
		List<List<String>> predictedGrams = grams(tokens.of(predicted));
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
