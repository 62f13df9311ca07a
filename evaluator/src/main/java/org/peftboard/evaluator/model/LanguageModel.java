package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/** A generating language model, decoder-only or encoder–decoder, built from a checkpoint with an adaptation. Owns its weights until it is closed. */
public interface LanguageModel extends AutoCloseable {

	/** Whether it has an encoder, which reads the source; else source and target stand in one sequence. */
	boolean hasEncoder();

	/** The token that a decoder begins with where an encoder reads the source. */
	default long decoderStart() {
		throw new IllegalStateException("decoder start: got a decoder-only model, need an encoder–decoder");
	}

	/**
	 * A pass in this step's memory, for {@link #hidden}.
	 *
	 * @param sequences what it will read
	 */
	Pass pass(NDManager step, Sequences sequences);

	/**
	 * One pass over whole sequences, for training and scoring.
	 *
	 * @return (B, T, C), after the last normalisation; virtual tokens of a soft prompt are left out
	 */
	NDArray hidden(Pass pass, Sequences sequences);

	/** The same in a pass of its own. */
	default NDArray hidden(NDManager step, Sequences sequences) {
		return hidden(pass(step, sequences), sequences);
	}

	/** The same pass in stretches, one a layer, for training that computes activations again. */
	List<Segment> segments(Sequences sequences);

	/** Scores over the vocabulary: (…, C) → (…, V). */
	NDArray logits(NDArray hidden);

	/**
	 * Mean cross-entropy of {@link #logits} in nats, without the scores in memory.
	 *
	 * @param hidden  (N, C)
	 * @param targets (N) of int64; -100 is ignored
	 */
	NDArray crossEntropy(NDArray hidden, NDArray targets);

	/**
	 * An empty cache for continuing these prompts. A decoder-only model reads them as its own tokens, an encoder–decoder as the source.
	 *
	 * @param newTokens the most that will be generated
	 */
	KeyValueCache newCache(Sequences.Rows prompts, int newTokens);

	/**
	 * Reads the prompts into the cache.
	 *
	 * @return (B, V), scores for the first new token, in the step's memory
	 */
	NDArray read(NDManager step, Sequences.Rows prompts, KeyValueCache cache);

	/**
	 * Reads one further token a row through the cache.
	 *
	 * @param ids (B, 1) of int64
	 * @return (B, V), scores for the token after it, in the memory of {@code ids}
	 */
	NDArray next(NDArray ids, KeyValueCache cache);

	/** what this run trains */
	Parameters parameters();

	/** what the method changed, for the training loop */
	Hooks hooks();

	/** weights of the base model by name, a tied head left out */
	Map<String, Parameter> weights();

	/** weights of the base model as a checkpoint has them, by name, made when asked for; arrays are the model's own or the caller's */
	Map<String, Supplier<NDArray>> checkpoint();

	/** scalars of the base model, a tied head counted once */
	default long baseCount() {
		return weights().values().stream().mapToLong(Parameter::size).sum();
	}

	/** the longest sequence of real tokens: the base model's positions, less those that virtual tokens and prefixes take */
	int freePositions();

	Ops ops();

	@Override
	void close();

}
