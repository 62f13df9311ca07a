package org.peftboard.evaluator.metric;

import java.util.HashMap;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Corpus chrF2: F-measure of runs of 1 to 6 characters, recall weighing twice as much as precision.
 *
 * <p>White space is left out before; case and punctuation count. Matches and runs are added up over all items; precision and recall of each length are then
 * averaged over the lengths that both sides have, and F = 5 · P · R ÷ (4 · P + R). Two texts with nothing in common give 0.
 *
 * <p>Source: Popović, chrF: character n-gram F-score for automatic MT evaluation, WMT 2015; sacrebleu, signature {@code
 * nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no}.
 */
final class ChrF extends SumMetric {

	private static final int ORDER = 6;

	private static final double RECALL_WEIGHT = 4;

	@Override
	public MetricCard card() {
		return new MetricCard("chrf", "chrF", true, "Overlap of runs of one to six characters over all items, recall weighing twice as much as precision.",
				"Popović, chrF, WMT 2015; agrees with sacrebleu (nc:6, nw:0, space:no)");
	}

	/** predicted, expected and common runs of each length */
	@Override
	protected double[] statistics(String expected, String predicted) {
		int[] wanted = characters(expected);
		int[] given = characters(predicted);
		double[] statistics = new double[3 * ORDER];
		for (int n = 1; n <= ORDER; n++) {
			Map<String, Integer> wantedRuns = runs(wanted, n);
			Map<String, Integer> givenRuns = runs(given, n);
			statistics[3 * n - 3] = wantedRuns.isEmpty() ? 0 : NGrams.total(givenRuns);
			statistics[3 * n - 2] = NGrams.total(wantedRuns);
			statistics[3 * n - 1] = NGrams.common(givenRuns, wantedRuns);
		}
		return statistics;
	}

	@Override
	protected double score(double[] sums) {
		double precision = 0;
		double recall = 0;
		int lengths = 0;
		for (int n = 0; n < ORDER; n++) {
			if (sums[3 * n] > 0 && sums[3 * n + 1] > 0) {
				precision += sums[3 * n + 2] / sums[3 * n];
				recall += sums[3 * n + 2] / sums[3 * n + 1];
				lengths++;
			}
		}
		return precision + recall == 0 ? 0 : f(precision / lengths, recall / lengths);
	}

	private static double f(double precision, double recall) {
		return (1 + RECALL_WEIGHT) * precision * recall / (RECALL_WEIGHT * precision + recall);
	}

	private static int[] characters(String text) {
		return String.join("", SquadText.words(text)).codePoints().toArray();
	}

	private static Map<String, Integer> runs(int[] characters, int n) {
		Map<String, Integer> runs = new HashMap<>();
		for (int start = 0; start + n <= characters.length; start++) {
			runs.merge(new String(characters, start, n), 1, Integer::sum);
		}
		return runs;
	}

}
