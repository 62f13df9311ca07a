package org.peftboard.evaluator.metric;

/** ROUGE-1: overlap of words, see {@link RougeN}. */
final class Rouge1 extends RougeN {

	Rouge1(RougeTokens tokens) {
		super(1, tokens);
	}

	@Override
	String description() {
		return "Overlap of words with the expected text, as F-measure.";
	}

}
