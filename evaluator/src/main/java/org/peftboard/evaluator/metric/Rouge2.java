package org.peftboard.evaluator.metric;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/** ROUGE-2: overlap of pairs of neighbouring words, see {@link RougeN}. */
final class Rouge2 extends RougeN {

	Rouge2() {
		super(2);
	}

	@Override
	public MetricCard card() {
		return new MetricCard("rouge-2", "ROUGE-2", true, "Overlap of pairs of neighbouring words with the expected text, as F-measure.",
				"Lin, ROUGE, ACL 2004; words and F-measure as in google-research rouge_score, without stemmer");
	}

}
