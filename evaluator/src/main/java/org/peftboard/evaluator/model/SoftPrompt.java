package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.nn.Pass;

/** Virtual tokens before every sequence, as embeddings. */
public interface SoftPrompt {

	/** P, virtual tokens */
	int length();

	/** (P, C), in the pass's memory */
	NDArray rows(Pass pass);

}
