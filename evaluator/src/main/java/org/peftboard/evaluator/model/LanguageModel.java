package org.peftboard.evaluator.model;

import java.util.Map;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameters;

/** A causal language model, built from a checkpoint with an adaptation. Owns its weights until it is closed. */
public interface LanguageModel extends AutoCloseable {

	/**
	 * One pass over whole sequences, for training and scoring.
	 *
	 * @param ids (B, T) of int64, padded on the right or not at all: a real token never sees what is behind it
	 * @return (B, T, C), after the last normalisation
	 */
	NDArray hidden(NDArray ids);

	/** Scores over the vocabulary: (…, C) → (…, V). */
	NDArray logits(NDArray hidden);

	/**
	 * A cache for sequences of at most {@code capacity} positions.
	 *
	 * @param mask which positions of the prompts are real, by row, for prompts padded on the left; absent where none is padded
	 */
	KeyValueCache newCache(int batch, int capacity, long @Nullable [][] mask);

	/**
	 * Reads further tokens through a cache: the prompt first, then one token at a time.
	 *
	 * @param ids (B, T) of int64
	 * @return (B, V), scores for the token after the last one
	 */
	NDArray next(NDArray ids, KeyValueCache cache);

	/** what this run trains */
	Parameters parameters();

	/** weights of the base model by name, a tied head left out */
	Map<String, NDArray> weights();

	/** scalars of the base model, a tied head counted once */
	long baseCount();

	/** the longest sequence, in positions */
	int maxPositions();

	Ops ops();

	@Override
	void close();

}
