package org.peftboard.evaluator.metric;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * ReCoRD's exact match: share of items whose prediction equals one of the expected answers after {@link SquadText}'s normalisation.
 *
 * <p>The expected text holds one acceptable answer a line.
 */
final class RecordExactMatch extends MeanMetric {

	@Override
	public MetricCard card() {
		return new MetricCard("record-exact-match", "Exact match (ReCoRD)", true,
				"Share of items whose text is one of the acceptable answers; case, punctuation and articles do not count.",
				"Zhang et al., ReCoRD, 2018; agrees with Hugging Face's super_glue metric");
	}

	@Override
	double of(String expected, String predicted) {
		String given = SquadText.normalised(predicted);
		return expected.lines().map(SquadText::normalised).anyMatch(given::equals) ? 1 : 0;
	}

}
