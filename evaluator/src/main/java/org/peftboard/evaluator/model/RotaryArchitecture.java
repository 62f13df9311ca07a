package org.peftboard.evaluator.model;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** LLaMA and the architectures that grew from it: each reads its own {@link RotaryDecoder.Plan} from a configuration. */
abstract class RotaryArchitecture implements Architecture {

	private final String id;

	private final Map<Site.Kind, List<String>> moduleNames;

	/** @param otherNames module names that differ from LLaMA's, or that LLaMA has not */
	RotaryArchitecture(String id, Map<Site.Kind, String> otherNames) {
		this.id = id;
		this.moduleNames = RotaryDecoder.withNames(otherNames);
	}

	/** The checkpoint's sizes and the architecture's choices. */
	abstract RotaryDecoder.Plan plan(Config config);

	@Override
	public final String id() {
		return id;
	}

	@Override
	public final Map<Site.Kind, List<String>> moduleNames() {
		return moduleNames;
	}

	@Override
	public final LanguageModel build(JsonNode config, Builder builder) {
		return RotaryDecoder.build(plan(new Config(config)), builder);
	}

}
