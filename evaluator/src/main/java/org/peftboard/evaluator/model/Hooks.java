package org.peftboard.evaluator.model;

import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.nn.Dense;
import org.peftboard.evaluator.nn.Linear;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Pass;

/** What a method changes in one model. While the model builds itself it asks at each {@link Site}; every hook defaults to "leave as is". */
public interface Hooks {

	/** Changes nothing. */
	Hooks NONE = new Hooks() {
	};

	/** What stands where the base model has a linear layer. */
	default Linear linear(Site site, Dense base) {
		return base;
	}

	/**
	 * Whether the base model's own parameter at this site trains.
	 *
	 * @param part {@code weight} or {@code bias}
	 */
	default boolean trains(Site site, String part) {
		return false;
	}

	/** Between a trained site's path and the parameter in the adapter file: {@code ""} or an infix such as {@code .ln_tuning_layers}. */
	default String infix() {
		return "";
	}

	/**
	 * How a whole attention or feed-forward ends in the residual stream.
	 *
	 * @param site  of kind {@code ATTENTION} or {@code MLP}
	 * @param width C
	 */
	default Residual residual(Site site, long width) {
		return Residual.PLAIN;
	}

	/** Rows of the embedding (V, C) that train in place of its own; absent where there are none. */
	default @Nullable TrainedRows trainedRows(Site site, Parameter embedding) {
		return null;
	}

	/**
	 * Virtual tokens before every sequence that this stack reads; absent where there are none. An encoder–decoder asks for its encoder only.
	 *
	 * @param vectors those of the real tokens
	 */
	default @Nullable SoftPrompt prompt(Site.Stack stack, TokenVectors vectors) {
		return null;
	}

	/**
	 * Keys and values before those of every sequence; absent where there are none.
	 *
	 * @param site of kind {@code ATTENTION}
	 */
	default @Nullable Prefix prefix(Site site) {
		return null;
	}

	/**
	 * What the adapter file holds in place of the trained parameters, by name, where part of them is for training only; empty where all are kept. The arrays
	 * made belong to the caller.
	 */
	default Map<String, Supplier<NDArray>> exported() {
		return Map.of();
	}

	/** A term of the training loss beside the cross-entropy; absent where there is none. */
	default @Nullable NDArray penalty(Pass pass) {
		return null;
	}

	/**
	 * After an optimizer step.
	 *
	 * @param step      1 to {@code steps}
	 * @param gradients of the step, by the trained parameter's name
	 */
	default void stepped(int step, int steps, Map<String, NDArray> gradients) {
	}

}
