package org.peftboard.evaluator.model;

import java.util.Map;

import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

/** A family of models that share their computation: one file, one line in {@link Architectures}. */
public interface Architecture {

	/** {@code model_type} of {@code config.json} */
	String id();

	/** How transformers calls the modules at the sites of this architecture: the last part of a module's path, by kind. */
	Map<Site.Kind, String> moduleNames();

	/**
	 * Builds a model.
	 *
	 * @param config     the checkpoint's {@code config.json}
	 * @param adaptation asked at every site
	 */
	LanguageModel build(JsonNode config, Weights weights, Adaptation adaptation, Ops ops);

}
