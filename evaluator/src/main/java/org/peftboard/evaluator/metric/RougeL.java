package org.peftboard.evaluator.metric;

import java.util.List;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * ROUGE-L: the longest common subsequence of words, F-measure, mean over items.
 *
 * <p>F = 2 · LCS ÷ (words expected + words predicted). The words of the subsequence stand in order but need not be neighbours. Whole texts
 * are compared, whatever line breaks they hold ({@code rougeL}, not {@code rougeLsum}). A text without words gives 0.
 *
 * <p>Source: Lin, ROUGE: A Package for Automatic Evaluation of Summaries, ACL 2004, section 3; F-measure and words as in google-research
 * {@code rouge_score} without stemmer.
 */
final class RougeL extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("rouge-l", "ROUGE-L", true, "Longest common subsequence of words with the expected text, as F-measure.",
				"Lin, ROUGE, ACL 2004; words and F-measure as in google-research rouge_score, without stemmer");
	}

	@Override
	double of(String expected, String predicted) {
		List<String> expectedWords = RougeTokens.of(expected);
		List<String> predictedWords = RougeTokens.of(predicted);
		return RougeTokens.fMeasure(longestCommonSubsequence(expectedWords, predictedWords), expectedWords.size(), predictedWords.size());
	}

	private static int longestCommonSubsequence(List<String> rows, List<String> columns) {
		int[] previous = new int[columns.size() + 1];
		for (String row : rows) {
			int[] current = new int[columns.size() + 1];
			for (int column = 1; column <= columns.size(); column++) {
				boolean same = row.equals(columns.get(column - 1));
				current[column] = same ? previous[column - 1] + 1 : Math.max(previous[column], current[column - 1]);
			}
			previous = current;
		}
		return previous[columns.size()];
	}

}
