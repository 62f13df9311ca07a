package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** A family of models that share their computation: one file, one line in {@link Architectures}. */
public interface Architecture {

	/** {@code model_type} of {@code config.json} */
	String id();

	/**
	 * How transformers calls the modules at the sites of this architecture, by kind: the end of a module's path, as much of it as tells kinds apart
	 * ({@code mlp.c_proj}); several where checkpoints differ. A name in {@code target_modules} means every kind whose module's path ends with it.
	 */
	Map<Site.Kind, List<String>> moduleNames();

	/** Whether its checkpoints hold matrices as (in, out). */
	default boolean storesTransposed() {
		return false;
	}

	/** C, the width of the residual stream, which is that of a token's embedding */
	long width(JsonNode config);

	/**
	 * Builds a model: takes every weight from the builder, which asks the adaptation's hooks.
	 *
	 * @param config the checkpoint's {@code config.json}
	 */
	LanguageModel build(JsonNode config, Builder builder);

}
