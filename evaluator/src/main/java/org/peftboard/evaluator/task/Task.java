package org.peftboard.evaluator.task;

import java.util.List;
import java.util.Optional;

import org.peftboard.evaluator.contract.Catalogue.TaskCard;

/**
 * A dataset with prompt, verbalizer and metric, under one version.
 *
 * <p>A model is scored by greedy decoding after the prompt, up to the end-of-text token or the card's {@code maxNewTokens}; the text it
 * wrote and the example's answer, both with white space trimmed, go to the card's metrics.
 */
public interface Task {

	TaskCard card();

	/** The examples of a split, always the same, always in the same order. */
	List<Example> examples(Split split);

	/** Which data the examples are read from, and at which revision, in words; empty where the evaluator makes the examples itself. */
	default Optional<String> dataOrigin() {
		return Optional.empty();
	}

}
