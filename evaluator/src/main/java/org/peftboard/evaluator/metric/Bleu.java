package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Corpus BLEU with one expected text an item: brevity penalty × geometric mean of the precisions of n-grams of 1 to 4 words.
 *
 * <p>Matches and n-grams are added up over all items before they are divided. Brevity penalty: exp(1 − words expected ÷ words predicted) where fewer words
 * were predicted than expected, else 1. A precision without matches becomes 1 ÷ (2^k · n-grams), k counting such precisions ("exp" smoothing). No matching
 * word, or no predicted text with four words, gives 0. Words are cut as in {@code 13a}: punctuation apart, but not between digits; case counts.
 *
 * <p>Source: Papineni et al., BLEU, ACL 2002; Post, A Call for Clarity in Reporting BLEU Scores, 2018 (sacrebleu, signature {@code
 * nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp}).
 */
final class Bleu extends SumMetric {

	private static final int ORDER = 4;

	@Override
	public MetricCard card() {
		return new MetricCard("bleu", "BLEU", true, "Precision of runs of one to four words over all items, with a penalty for brevity.",
				"Papineni et al., BLEU, ACL 2002; agrees with sacrebleu (case:mixed, tok:13a, smooth:exp)");
	}

	/** words predicted, words expected, then matches and n-grams of each length */
	@Override
	protected double[] statistics(String expected, String predicted) {
		List<String> wanted = tokens(expected);
		List<String> given = tokens(predicted);
		double[] statistics = new double[2 + 2 * ORDER];
		statistics[0] = given.size();
		statistics[1] = wanted.size();
		for (int n = 1; n <= ORDER; n++) {
			Map<List<String>, Integer> grams = NGrams.of(given, n);
			statistics[2 * n] = NGrams.common(grams, NGrams.of(wanted, n));
			statistics[2 * n + 1] = NGrams.total(grams);
		}
		return statistics;
	}

	@Override
	protected double score(double[] sums) {
		double logarithms = 0;
		double smoothing = 1;
		for (int n = 1; n <= ORDER; n++) {
			double matches = sums[2 * n];
			double grams = sums[2 * n + 1];
			if (sums[2] == 0 || grams == 0) {
				return 0;
			}
			smoothing *= matches == 0 ? 2 : 1;
			logarithms += Math.log(matches == 0 ? 1 / (smoothing * grams) : matches / grams);
		}
		return brevityPenalty(sums[0], sums[1]) * Math.exp(logarithms / ORDER);
	}

	private static double brevityPenalty(double given, double wanted) {
		return given < wanted ? Math.exp(1 - wanted / given) : 1;
	}

	/** mteval's tokenizer {@code 13a} */
	static List<String> tokens(String text) {
		String line = text.stripTrailing().replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
		line = line.replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
		line = (" " + line + " ").replaceAll("([{-~\\[-` -&(-+:-@/])", " $1 ")
			.replaceAll("([^0-9])([.,])", "$1 $2 ")
			.replaceAll("([.,])([^0-9])", " $1 $2")
			.replaceAll("([0-9])(-)", "$1 $2 ");
		return SquadText.words(line);
	}

}
