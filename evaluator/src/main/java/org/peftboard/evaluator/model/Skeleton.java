package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** A family of models whose sites and sizes are known, so that a method can be counted on it; see {@link Architecture} for those that also compute. */
public interface Skeleton {

	/** {@code model_type} of {@code config.json} */
	String id();

	/**
	 * How transformers calls the modules at the sites of this architecture, by kind: the end of a module's path, as much of it as tells kinds apart
	 * ({@code mlp.c_proj}); several where checkpoints differ. A name in {@code target_modules} means every kind whose module's path ends with it.
	 */
	Map<Site.Kind, List<String>> moduleNames();

	/** Goes over all sites in the order of building. */
	void draw(JsonNode config, Builder builder);

}
