package org.peftboard.evaluator.metric;

/** ROUGE-2: overlap of pairs of neighbouring words, see {@link RougeN}. */
final class Rouge2 extends RougeN {

	Rouge2(RougeTokens tokens) {
		super(2, tokens);
	}

	@Override
	String description() {
		return "Overlap of pairs of neighbouring words with the expected text, as F-measure.";
	}

}
