package org.peftboard.evaluator.contract;

/** Where an evaluation stands. */
public enum Phase {

	/** reading the request, model and data */
	PREPARING,
	/** optimizer steps, with validation between them */
	TRAINING,
	/** greedy decoding of the test split */
	EVALUATING,
	/** latency, with repeats */
	MEASURING,
	/** writing result, predictions and adapter */
	WRITING,
	/** everything is on disk */
	FINISHED

}
