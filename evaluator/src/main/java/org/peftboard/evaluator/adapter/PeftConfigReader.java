package org.peftboard.evaluator.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.evaluator.model.Architecture;
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
			"use_bdlora", "use_dora", "use_qalora", "use_rslora", "velora_config", "runtime_config", "use_effective_conv2d", "init_weights");

	/** What a new adapter starts from, and says nothing of a trained one; others change the base model's weights too. */
	private static final Set<String> HARMLESS_STARTS = Set.of("gaussian", "orthogonal", "eva", "lycoris", "zero");

	private static final Set<Site.Kind> PARTS = Set.of(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_KEY, Site.Kind.ATTENTION_VALUE);

	/** Every linear layer but the output layer. */
	private static final String ALL_LINEAR = "all-linear";

	private static final Set<Site.Kind> LINEAR = Set.of(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_KEY, Site.Kind.ATTENTION_VALUE, Site.Kind.ATTENTION_QKV, Site.Kind.ATTENTION_OUTPUT,
			Site.Kind.MLP_GATE, Site.Kind.MLP_UP, Site.Kind.MLP_DOWN);

	private static final String NAME = "adapter_config.json";

	private final JsonNode config;

	private final Architecture architecture;

	private final boolean trained;

	/**
	 * @param architecture of the base model, whose module names are meant
	 * @param trained      whether it lies beside weights, so that where training started does not matter
	 */
	PeftConfigReader(JsonNode config, Architecture architecture, boolean trained) {
		this.config = config;
		this.architecture = architecture;
		this.trained = trained;
	}

	/** Whether the base model is of one of these architectures. */
	boolean isOf(String... architectures) {
		return List.of(architectures).contains(architecture.id());
	}

	/** Whether the configuration is for an encoder–decoder. */
	boolean isSequenceToSequence() {
		return config.path("task_type").asString("").equals("SEQ_2_SEQ_LM");
	}

	/** Refuses every key that this format neither means nor may overlook, all at once. */
	void requireOnly(Set<String> meant) {
		List<Problem> problems = new ArrayList<>();
		for (String key : config.propertyNames()) {
			JsonNode value = config.get(key);
			if (meant.contains(key) || DESCRIPTIVE.contains(key) || (NEUTRAL.contains(key) && (isNeutral(value) || key.equals("init_weights") && isHarmlessStart(value)))) {
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
		return value.isNull() || (value.isBoolean() && !value.asBoolean()) || (value.isContainer() && value.valueStream().allMatch(PeftConfigReader::isNeutral))
				|| (value.isString() && value.asString().equals("none"));
	}

	int whole(String key, int defaultValue) {
		JsonNode value = config.path(key);
		if (value.isMissingNode() || value.isNull()) {
			return defaultValue;
		}
		if (!value.isInt()) {
			throw new Problem.Refused(field(key), value.toString(), "a whole number");
		}
		return value.asInt();
	}

	double number(String key, double defaultValue) {
		JsonNode value = config.path(key);
		if (value.isMissingNode() || value.isNull()) {
			return defaultValue;
		}
		if (!value.isNumber()) {
			throw new Problem.Refused(field(key), value.toString(), "a number");
		}
		return value.asDouble();
	}

	OptionalInt wholeIfPresent(String key) {
		return config.path(key).isMissingNode() || config.path(key).isNull() ? OptionalInt.empty() : OptionalInt.of(whole(key, 0));
	}

	boolean flag(String key, boolean defaultValue) {
		JsonNode value = config.path(key);
		if (value.isMissingNode() || value.isNull()) {
			return defaultValue;
		}
		if (!value.isBoolean()) {
			throw new Problem.Refused(field(key), value.toString(), "true or false");
		}
		return value.asBoolean();
	}

	/** Whether a key is absent or null, so that Hugging Face PEFT's default holds. */
	boolean isAbsent(String key) {
		return config.path(key).isMissingNode() || config.path(key).isNull();
	}

	/** One of some words. */
	String choice(String key, String defaultValue, String... choices) {
		JsonNode value = config.path(key);
		String word = value.isMissingNode() || value.isNull() ? defaultValue : value.asString("");
		if (!List.of(choices).contains(word)) {
			throw new Problem.Refused(field(key), value.toString(), Suggestion.oneOf(word, List.of(choices)));
		}
		return word;
	}

	/** Requires a key to be absent, null or true. */
	void requireTrueOrAbsent(String key) {
		requireFlag(key, true);
	}

	/** Requires Hugging Face PEFT's usual start, true; for a trained adapter any that leaves the base model alone. */
	void requireUsualInit(String key) {
		if (!isHarmlessStart(config.path(key))) {
			requireFlag(key, true);
		}
	}

	private boolean isHarmlessStart(JsonNode value) {
		return trained && (value.isBoolean() || value.isString() && HARMLESS_STARTS.contains(value.asString()));
	}

	/** Requires a key to be absent, null or false. */
	void requireFalseOrAbsent(String key) {
		requireFlag(key, false);
	}

	private void requireFlag(String key, boolean needed) {
		JsonNode value = config.path(key);
		if (!value.isMissingNode() && !value.isNull() && !(value.isBoolean() && value.asBoolean() == needed)) {
			throw new Problem.Refused(field(key), value.toString(), needed + "; other values are not supported");
		}
	}

	/** Requires a key to be absent, null or this number. */
	void requireNumber(String key, double needed) {
		JsonNode value = config.path(key);
		if (!value.isMissingNode() && !value.isNull() && !(value.isNumber() && value.asDouble() == needed)) {
			throw new Problem.Refused(field(key), value.toString(), wholeWhereItIs(needed) + "; other values are not supported");
		}
	}

	/** A number as JSON has it: whole where it is whole, as Hugging Face writes it. */
	static Number wholeWhereItIs(double value) {
		return value == Math.rint(value) ? (Number) (long) value : (Number) value;
	}

	/** Ids of the kinds of site that a list of module names means; the defaults where the key is absent or null. */
	List<String> kindIds(String key, Site.Kind... defaults) {
		JsonNode value = config.path(key);
		if (value.isMissingNode() || value.isNull()) {
			return ids(fused(Set.of(defaults)));
		}
		if (value.isArray() && value.isEmpty()) {
			throw new Problem.Refused(field(key), "[]", "at least one module name");
		}
		return ids(kinds(key, value));
	}

	/** The same, where the list may be empty. */
	List<String> kindIdsOrNone(String key, Site.Kind... defaults) {
		JsonNode value = config.path(key);
		return value.isMissingNode() || value.isNull() ? ids(fused(Set.of(defaults))) : ids(kinds(key, value));
	}

	/** Requires a list of module names, or the whole path of one module, to mean exactly these kinds, or to be absent or null. */
	void requireKinds(String key, Site.Kind... needed) {
		JsonNode value = config.path(key);
		boolean path = value.isString() && Set.of(needed).stream().anyMatch(kind -> architecture.moduleNames().getOrDefault(kind, List.of()).contains(value.asString()));
		if (!path && !value.isMissingNode() && !value.isNull() && !kinds(key, value).equals(Set.of(needed))) {
			throw new Problem.Refused(field(key), value.toString(), "the modules of " + ids(Set.of(needed)));
		}
	}

	/** A list of whole numbers, empty where the key is absent. */
	List<Integer> wholes(String key) {
		List<Integer> numbers = new ArrayList<>();
		for (JsonNode number : config.path(key)) {
			if (!number.isInt()) {
				throw new Problem.Refused(field(key), number.toString(), "whole numbers");
			}
			numbers.add(number.asInt());
		}
		return numbers;
	}

	private Set<Site.Kind> kinds(String key, JsonNode value) {
		if (value.isString() && value.asString().equalsIgnoreCase(ALL_LINEAR)) {
			return LINEAR.stream().filter(architecture.moduleNames()::containsKey).collect(Collectors.toSet());
		}
		if (!value.isArray()) {
			throw new Problem.Refused(field(key), value.toString(), "a list of module names, or \"" + ALL_LINEAR + "\"; other text is a regular expression there, which is not accepted");
		}
		List<String> names = new ArrayList<>();
		value.forEach(name -> names.add(name.asString()));
		return ModuleNames.kinds(field(key), names, architecture);
	}

	/** Where the architecture has queries, keys and values in one module, that module. */
	private Set<Site.Kind> fused(Set<Site.Kind> kinds) {
		if (!architecture.moduleNames().containsKey(Site.Kind.ATTENTION_QKV)) {
			return kinds;
		}
		return kinds.stream()
			.map(kind -> PARTS.contains(kind) ? Site.Kind.ATTENTION_QKV : kind)
			.collect(Collectors.toSet());
	}

	private static List<String> ids(Set<Site.Kind> kinds) {
		return kinds.stream().sorted().map(Site.Kind::id).toList();
	}

	private static String field(String key) {
		return NAME + ": " + key;
	}

}
