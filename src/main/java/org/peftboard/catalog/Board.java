package org.peftboard.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.MethodSetting;

/**
 * One ranking: what is compared with what, and relative to which references. A board never changes; a change makes a board with another id.
 *
 * @param id            for addresses, the version in it
 * @param version       counted up when the board's definition changes
 * @param title         for people
 * @param summary       one or two sentences: what is compared, and what is not
 * @param suite         the tasks whose mean is the score
 * @param baseModel     the model that every row adapts
 * @param hardwareClass the kind of machine that every row was measured on
 * @param rulesVersion  version of the measuring rules; absent for published tables
 * @param costs         names and units of the three costs
 * @param scores        score definitions that the board offers, the default first
 * @param referenceRuns the runs that calibrate a measured board; empty for published tables
 * @param source        where a published table comes from; absent for measured boards
 */
public record Board(String id, int version, String title, String summary, Provenance provenance, String suite, String baseModel,
		String hardwareClass, @Nullable String rulesVersion, Costs costs, List<Score> scores, List<ReferenceRun> referenceRuns,
		@Nullable Source source) {

	public Board {
		scores = List.copyOf(scores);
		referenceRuns = List.copyOf(referenceRuns);
		if (scores.isEmpty()) {
			throw new IllegalArgumentException("board '" + id + "', scores: got none, need at least one");
		}
	}

	/**
	 * A score definition as this board offers it.
	 *
	 * @param id         {@code pscp-exp/1} or {@code pscp-power/1}
	 * @param references absent until a measured board's reference runs are in
	 */
	public record Score(String id, @Nullable References references) {
	}

	/**
	 * A run that calibrates a measured board.
	 *
	 * @param id      unique within the board
	 * @param setting what is run; settings left out take the method's defaults
	 */
	public record ReferenceRun(String id, String title, MethodSetting setting) {
	}

	/**
	 * Where a published table comes from.
	 *
	 * @param citation authors, title, place
	 * @param note     what was taken over, what was recomputed, what is uncertain
	 */
	public record Source(String citation, @Nullable String url, String note) {
	}

	public boolean measured() {
		return provenance == Provenance.MEASURED;
	}

}
