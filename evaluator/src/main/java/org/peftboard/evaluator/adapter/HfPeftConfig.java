package org.peftboard.evaluator.adapter;

import java.util.List;
import java.util.Set;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.model.Architectures;
import tools.jackson.databind.JsonNode;

/** Hugging Face PEFT's {@code adapter_config.json}, read into a method setting. */
public final class HfPeftConfig {

	private HfPeftConfig() {
	}

	/**
	 * The setting that a configuration asks for. Bounds are checked later, against the method's card.
	 *
	 * @param json         text of an {@code adapter_config.json}
	 * @param architecture id of the base model's, whose modules the configuration names
	 * @throws Problem.Refused where it is not JSON, has an unknown or unsupported key, or an unknown {@code peft_type}
	 */
	public static MethodSetting read(String json, String architecture) {
		return read(json, architecture, false);
	}

	/** The same for a configuration beside trained weights, where it does not matter what training started from. */
	public static MethodSetting readTrained(String json, String architecture) {
		return read(json, architecture, true);
	}

	private static MethodSetting read(String json, String architecture, boolean trained) {
		JsonNode config = Json.tree("adapter_config.json", json);
		if (!config.isObject()) {
			throw new Problem.Refused("adapter_config.json", config.toString(), "a JSON object");
		}
		PeftFormat format = PeftFormats.ofType(config.path("peft_type").asString(""));
		PeftConfigReader reader = new PeftConfigReader(config, Architectures.REGISTRY.get(architecture), trained);
		reader.requireOnly(format.keys());
		return format.read(reader);
	}

	/**
	 * The keys of a configuration that were read and change nothing: what describes, and what stands at its neutral value. For people who wonder what became of them.
	 *
	 * @param json one that {@link #read} accepts
	 */
	public static List<String> leftOut(String json) {
		JsonNode config = Json.tree("adapter_config.json", json);
		Set<String> meant = PeftFormats.ofType(config.path("peft_type").asString("")).keys();
		return config.propertyNames().stream().filter(key -> !meant.contains(key) && !key.equals("peft_type")).toList();
	}

}
