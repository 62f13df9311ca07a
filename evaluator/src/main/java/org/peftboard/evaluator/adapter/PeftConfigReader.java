package org.peftboard.evaluator.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.evaluator.model.Site;
import tools.jackson.databind.JsonNode;

/**
 * Reads an {@code adapter_config.json} strictly: every key is either meant by the format, or known to Hugging Face PEFT and left at its neutral value.
 * What would change the method and is not supported is refused by name, never ignored.
 */
final class PeftConfigReader {

	/** keys that describe and do not configure */
	private static final Set<String> DESCRIPTIVE = Set.of("peft_type", "task_type", "peft_version", "inference_mode", "base_model_name_or_path", "revision",
			"auto_mapping", "megatron_core", "qalora_group_size", "ensure_weight_tying");

	/** keys of Hugging Face PEFT 0.21 that must be absent, null, false, empty or "none" */
	private static final Set<String> NEUTRAL = Set.of("alora_invocation_tokens", "alpha_pattern", "arrow_config", "bias", "corda_config", "eva_config",
			"exclude_modules", "fan_in_fan_out", "kasa_config", "layer_replication", "layers_pattern", "layers_to_transform", "loftq_config", "lora_bias",
			"lora_ga_config", "megatron_config", "modules_to_save", "monteclora_config", "rank_pattern", "target_parameters", "trainable_token_indices",
			"use_bdlora", "use_dora", "use_qalora", "use_rslora", "velora_config", "runtime_config");

	private static final String NAME = "adapter_config.json";

	private final JsonNode config;

	PeftConfigReader(JsonNode config) {
		this.config = config;
	}

	/** Refuses every key that this format neither means nor may overlook, all at once. */
	void requireOnly(Set<String> meant) {
		List<Problem> problems = new ArrayList<>();
		for (String key : config.propertyNames()) {
			JsonNode value = config.get(key);
			if (meant.contains(key) || DESCRIPTIVE.contains(key) || (NEUTRAL.contains(key) && isNeutral(value))) {
				continue;
			}
			problems.add(NEUTRAL.contains(key) ? new Problem(field(key), value.toString(), "its neutral value; this is not supported yet")
					: new Problem(field(key), "an unknown key", Suggestion.oneOf(key, meant.stream().sorted().toList())));
		}
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
	}

	private static boolean isNeutral(JsonNode value) {
		return value.isNull() || (value.isBoolean() && !value.asBoolean()) || (value.isContainer() && value.isEmpty())
				|| (value.isString() && value.asString().equals("none"));
	}

	int whole(String key, int defaultValue) {
		JsonNode value = config.path(key);
		if (value.isMissingNode()) {
			return defaultValue;
		}
		if (!value.isInt()) {
			throw new Problem.Refused(field(key), value.toString(), "a whole number");
		}
		return value.asInt();
	}

	double number(String key, double defaultValue) {
		JsonNode value = config.path(key);
		if (value.isMissingNode()) {
			return defaultValue;
		}
		if (!value.isNumber()) {
			throw new Problem.Refused(field(key), value.toString(), "a number");
		}
		return value.asDouble();
	}

	/** Requires a key to be absent or true. */
	void requireTrueOrAbsent(String key) {
		JsonNode value = config.path(key);
		if (!value.isMissingNode() && !(value.isBoolean() && value.asBoolean())) {
			throw new Problem.Refused(field(key), value.toString(), "true; other values are not supported yet");
		}
	}

	/** The kinds of site that a list of module names means; the default where the key is absent or null. */
	Set<Site.Kind> kinds(String key, Set<Site.Kind> defaultValue) {
		JsonNode value = config.path(key);
		if (value.isMissingNode() || value.isNull()) {
			return defaultValue;
		}
		if (!value.isArray() || value.isEmpty()) {
			throw new Problem.Refused(field(key), value.toString(), "a list of module names; a regular expression is not accepted");
		}
		List<String> names = new ArrayList<>();
		value.forEach(name -> names.add(name.asString()));
		return ModuleNames.kinds(field(key), names);
	}

	private static String field(String key) {
		return NAME + ": " + key;
	}

}
