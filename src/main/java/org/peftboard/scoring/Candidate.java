package org.peftboard.scoring;

import org.jspecify.annotations.Nullable;

/**
 * A row that wants a place: its task score and its costs, each in the unit of the board's references.
 *
 * @param id         unique among the rows
 * @param score      task score, 0 to 100
 * @param parameters trainable parameters; absent where not known
 * @param latency    inference cost; absent where not known
 * @param memory     peak training memory; absent where not known
 */
public record Candidate(String id, double score, @Nullable Double parameters, @Nullable Double latency, @Nullable Double memory) {

	/** Whether every cost is known. */
	boolean complete() {
		return parameters != null && latency != null && memory != null;
	}

}
