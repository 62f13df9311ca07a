package org.peftboard.result;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.RowFacts;

/** What a stored result is made from, measured or published. */
record NewRow(Board board, String evaluationKey, @Nullable String referenceRun, String title, String methodId, String methodTitle,
		String family, @Nullable String submitter, @Nullable Double score, @Nullable Double parameterCost, @Nullable Double latencyCost,
		@Nullable Double memoryCost, @Nullable String note, RowFacts facts, @Nullable Instant visibleFrom) {

	/** A row that everybody may see at once. */
	NewRow(Board board, String evaluationKey, @Nullable String referenceRun, String title, String methodId, String methodTitle, String family,
			@Nullable String submitter, @Nullable Double score, @Nullable Double parameterCost, @Nullable Double latencyCost, @Nullable Double memoryCost,
			@Nullable String note, RowFacts facts) {
		this(board, evaluationKey, referenceRun, title, methodId, methodTitle, family, submitter, score, parameterCost, latencyCost, memoryCost, note, facts,
				null);
	}

	NewRow {
		if (score != null && !(score >= 0 && score <= 100)) {
			throw new IllegalArgumentException("score: got " + score + ", need 0 to 100");
		}
		requireCost("parameterCost", parameterCost);
		requireCost("latencyCost", latencyCost);
		requireCost("memoryCost", memoryCost);
	}

	private static void requireCost(String name, @Nullable Double cost) {
		if (cost != null && !(cost >= 0 && Double.isFinite(cost))) {
			throw new IllegalArgumentException(name + ": got " + cost + ", need 0 or more, or nothing where it was not measured");
		}
	}

}
