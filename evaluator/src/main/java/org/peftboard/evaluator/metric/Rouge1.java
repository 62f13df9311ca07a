package org.peftboard.evaluator.metric;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/** ROUGE-1: overlap of words, see {@link RougeN}. */
final class Rouge1 extends RougeN {

	Rouge1() {
		super(1);
	}

	@Override
	public MetricCard card() {
		return new MetricCard("rouge-1", "ROUGE-1", true, "Overlap of words with the expected text, as F-measure.",
				"Lin, ROUGE, ACL 2004; words and F-measure as in google-research rouge_score, without stemmer");
	}

}
