package org.peftboard.evaluator.metric;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * ROUGE-Lsum: longest common subsequences line by line, F-measure, mean over items.
 *
 * <p>Every line is a sentence. Of an expected sentence those words count that are in its longest common subsequence with any predicted sentence, together,
 * and each word at most as often as both texts have it. F = 2 · words ÷ (words expected + words predicted). A text without words gives 0.
 *
 * <p>Source: Lin, ROUGE: A Package for Automatic Evaluation of Summaries, ACL 2004, section 3.2; as in google-research {@code rouge_score}.
 */
final class RougeLSum extends MeanMetric {

	private final RougeTokens tokens;

	RougeLSum(RougeTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public MetricCard card() {
		return new MetricCard(tokens.id("rouge-lsum"), tokens.title("ROUGE-Lsum"), true,
				"Longest common subsequences of words, line by line, with the expected text, as F-measure.", tokens.source());
	}

	@Override
	double of(String expected, String predicted) {
		List<List<String>> wanted = sentences(expected);
		List<List<String>> given = sentences(predicted);
		Map<String, Integer> wantedLeft = counts(wanted);
		Map<String, Integer> givenLeft = counts(given);
		int hits = 0;
		for (List<String> sentence : wanted) {
			hits += hits(sentence, union(sentence, given), wantedLeft, givenLeft);
		}
		return RougeTokens.fMeasure(hits, words(wanted), words(given));
	}

	private List<List<String>> sentences(String text) {
		return List.of(text.split("\n")).stream().map(tokens::of).toList();
	}

	private static int words(List<List<String>> sentences) {
		return sentences.stream().mapToInt(List::size).sum();
	}

	private static Map<String, Integer> counts(List<List<String>> sentences) {
		Map<String, Integer> counts = new HashMap<>();
		sentences.forEach(sentence -> sentence.forEach(word -> counts.merge(word, 1, Integer::sum)));
		return counts;
	}

	private static BitSet union(List<String> sentence, List<List<String>> given) {
		BitSet union = new BitSet();
		given.forEach(other -> union.or(LongestCommonSubsequence.of(sentence, other).places()));
		return union;
	}

	private static int hits(List<String> sentence, BitSet places, Map<String, Integer> wantedLeft, Map<String, Integer> givenLeft) {
		int hits = 0;
		for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
			String word = sentence.get(place);
			if (wantedLeft.getOrDefault(word, 0) > 0 && givenLeft.getOrDefault(word, 0) > 0) {
				wantedLeft.merge(word, -1, Integer::sum);
				givenLeft.merge(word, -1, Integer::sum);
				hits++;
			}
		}
		return hits;
	}

}
