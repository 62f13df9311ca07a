package org.peftboard.evaluator.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * ReCoRD's F1: overlap of words with the nearest of the expected answers, mean over items.
 *
 * <p>F1 = 2 · common words ÷ (words expected + words predicted), a word as often as both have it, after {@link SquadText}'s normalisation; the greatest over
 * the answers. No common word gives 0. The expected text holds one acceptable answer a line.
 */
final class RecordF1 extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("record-f1", "F1 (ReCoRD)", true, "Overlap of words with the nearest of the acceptable answers.",
				"Zhang et al., ReCoRD, 2018; agrees with Hugging Face's super_glue metric");
	}

	@Override
	double of(String expected, String predicted) {
		List<String> given = SquadText.words(SquadText.normalised(predicted));
		return expected.lines().mapToDouble(answer -> f1(SquadText.words(SquadText.normalised(answer)), given)).max().orElse(0);
	}

	private static double f1(List<String> expected, List<String> given) {
		Map<String, Integer> left = new HashMap<>();
		expected.forEach(word -> left.merge(word, 1, Integer::sum));
		int common = 0;
		for (String word : given) {
			if (left.getOrDefault(word, 0) > 0) {
				left.merge(word, -1, Integer::sum);
				common++;
			}
		}
		return common == 0 ? 0 : 2.0 * common / (expected.size() + given.size());
	}

}
