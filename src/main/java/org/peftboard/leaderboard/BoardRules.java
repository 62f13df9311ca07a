package org.peftboard.leaderboard;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Catalogue;

/**
 * The rules of a board, ready to be written down.
 *
 * @param costs         what each cost is
 * @param references    by score definition
 * @param referenceRuns the runs that calibrate a measured board, and whether they are in
 * @param tasks         of a measured board; for published ones the names of the tasks whose scores are stored
 * @param protocol      of a measured board
 * @param baseModel     of a measured board
 * @param versions      the board's versions, this one among them
 * @param materials     what the newest result was made with, by name; empty where nothing was measured yet
 */
record BoardRules(Board board, long rows, List<Cost> costs, List<Reference> references, List<Run> referenceRuns, List<Catalogue.TaskCard> tasks,
		List<String> taskNames, Catalogue.@Nullable ProtocolCard protocol, Catalogue.@Nullable BaseModelCard baseModel, List<Version> versions,
		List<Material> materials) {

	/** A cost. */
	record Cost(String letter, String title, String unit, String meaning) {
	}

	/** The references of a score definition; numbers absent until a measured board has them. */
	record Reference(String score, @Nullable String parameters, @Nullable String latency, @Nullable String memory, String why) {
	}

	/** A reference run. */
	record Run(String title, boolean in, @Nullable String href) {
	}

	/** A version of the board. */
	record Version(String id, boolean current, String note) {
	}

	/** A part that went into the results. */
	record Material(String name, String value) {
	}

}
