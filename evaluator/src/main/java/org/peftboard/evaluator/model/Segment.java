package org.peftboard.evaluator.model;

import java.util.List;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.nn.Pass;

/** A stretch of a model that a pass can stop and begin at: the embedding, one layer, or the last norm. */
@FunctionalInterface
public interface Segment {

	/**
	 * Computes this stretch. May run again in another pass and gives the same, dropout aside.
	 *
	 * @param pass  its own, made by {@link LanguageModel#pass}: what layers share is computed once a pass
	 * @param state what the stretch before gave; empty for the first
	 * @return what the next one takes; the last gives what {@link LanguageModel#hidden} gives
	 */
	List<NDArray> forward(Pass pass, List<NDArray> state);

}
