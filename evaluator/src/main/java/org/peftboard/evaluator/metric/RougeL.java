package org.peftboard.evaluator.metric;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * ROUGE-L: the longest common subsequence of words, F-measure, mean over items.
 *
 * <p>F = 2 · LCS ÷ (words expected + words predicted). The words of the subsequence stand in order but need not be neighbours. Whole texts
 * are compared, whatever line breaks they hold ({@code rougeL}; {@link RougeLSum} goes line by line). A text without words gives 0.
 *
 * <p>Source: Lin, ROUGE: A Package for Automatic Evaluation of Summaries, ACL 2004, section 3; F-measure and words as in google-research
 * {@code rouge_score}.
 */
final class RougeL extends MeanMetric {

	private final RougeTokens tokens;

	RougeL(RougeTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public MetricCard card() {
		return new MetricCard(tokens.id("rouge-l"), tokens.title("ROUGE-L"), true,
				"Longest common subsequence of words with the expected text, as F-measure.", tokens.source());
	}

	@Override
	double of(String expected, String predicted) {
		List<String> expectedWords = tokens.of(expected);
		List<String> predictedWords = tokens.of(predicted);
		int common = LongestCommonSubsequence.of(expectedWords, predictedWords).length();
		return RougeTokens.fMeasure(common, expectedWords.size(), predictedWords.size());
	}

}
