package org.peftboard.evaluator.model;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** A family of models that share their computation: one file, one line in {@link Architectures}. */
public interface Architecture extends Skeleton {

	/** Whether its checkpoints hold matrices as (in, out). */
	default boolean storesTransposed() {
		return false;
	}

	/** Linear layers that its checkpoints have in one module; absent where there are none. */
	default Optional<Fusion> fusion() {
		return Optional.empty();
	}

	/**
	 * Builds a model: takes every weight from the builder, which asks the adaptation's hooks.
	 *
	 * @param config the checkpoint's {@code config.json}
	 */
	LanguageModel build(JsonNode config, Builder builder);

	@Override
	default void draw(JsonNode config, Builder builder) {
		build(config, builder);
	}

}
