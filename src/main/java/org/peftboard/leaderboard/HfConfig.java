package org.peftboard.leaderboard;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.ParameterSpec;

/**
 * A configuration for Hugging Face PEFT, as the keys of {@code adapter_config.json} and as Python.
 *
 * @param peftType {@code peft_type} of the file
 * @param taskType {@code task_type} of the file; absent where a published row states none, as those of image models
 * @param keys     the other keys
 */
record HfConfig(String peftType, @Nullable String taskType, Map<String, Object> keys) {

	private static final String LANGUAGE = "CAUSAL_LM";

	private static final Map<String, String> CLASSES = Map.ofEntries(Map.entry("LORA", "LoraConfig"), Map.entry("ADALORA", "AdaLoraConfig"),
			Map.entry("IA3", "IA3Config"), Map.entry("LN_TUNING", "LNTuningConfig"), Map.entry("PROMPT_TUNING", "PromptTuningConfig"),
			Map.entry("P_TUNING", "PromptEncoderConfig"), Map.entry("PREFIX_TUNING", "PrefixTuningConfig"), Map.entry("VERA", "VeraConfig"),
			Map.entry("OFT", "OFTConfig"), Map.entry("LOHA", "LoHaConfig"), Map.entry("LOKR", "LoKrConfig"),
			Map.entry("TRAINABLE_TOKENS", "TrainableTokensConfig"), Map.entry("MISS", "MissConfig"), Map.entry("SHIRA", "ShiraConfig"),
			Map.entry("ADAPTION_PROMPT", "AdaptionPromptConfig"), Map.entry("BOFT", "BOFTConfig"), Map.entry("C3A", "C3AConfig"),
			Map.entry("FOURIERFT", "FourierFTConfig"), Map.entry("RANDLORA", "RandLoraConfig"), Map.entry("ROAD", "RoadConfig"),
			Map.entry("VBLORA", "VBLoRAConfig"), Map.entry("WAVEFT", "WaveFTConfig"));

	/** Their key by our setting's name, in the order of the file. */
	private static final Map<String, String> KEYS = keyNames();

	/** The evaluator's kinds of site, as LLaMA-like models in the transformers library call them. */
	private static final Map<String, String> MODULES = Map.ofEntries(Map.entry("attention-query", "q_proj"), Map.entry("attention-key", "k_proj"),
			Map.entry("attention-value", "v_proj"), Map.entry("attention-output", "o_proj"), Map.entry("mlp-gate", "gate_proj"),
			Map.entry("mlp-up", "up_proj"), Map.entry("mlp-down", "down_proj"));

	private static Map<String, String> keyNames() {
		Map<String, String> names = new LinkedHashMap<>();
		names.put("rank", "r");
		names.put("initialRank", "init_r");
		names.put("targetRank", "target_r");
		names.put("alpha", "alpha");
		names.put("dropout", "lora_dropout");
		names.put("blockSize", "oft_block_size");
		names.put("decomposeFactor", "decompose_factor");
		names.put("decomposeBoth", "decompose_both");
		names.put("dInitial", "d_initial");
		names.put("targetModules", "target_modules");
		names.put("feedforwardModules", "feedforward_modules");
		names.put("virtualTokens", "num_virtual_tokens");
		names.put("projection", "prefix_projection");
		names.put("encoderHiddenSize", "encoder_hidden_size");
		return names;
	}

	/** The method with these settings, its defaults for the rest; absent where Hugging Face PEFT has no such method. */
	static Optional<HfConfig> of(MethodCard method, Map<String, Object> settings) {
		if (!CLASSES.containsKey(method.peftType())) {
			return Optional.empty();
		}
		Map<String, Object> values = new LinkedHashMap<>();
		method.parameters().forEach(spec -> values.put(spec.name(), settings.getOrDefault(spec.name(), spec.defaultValue())));
		Map<String, Object> keys = new LinkedHashMap<>();
		KEYS.forEach((name, key) -> {
			if (values.containsKey(name)) {
				keys.put(key(method.peftType(), key), modules(values.get(name)));
			}
		});
		addVariants(method, values, keys);
		return Optional.of(new HfConfig(method.peftType(), LANGUAGE, keys));
	}

	/** What a published row says of itself; absent where that is not in Hugging Face PEFT's form. */
	static Optional<HfConfig> of(Map<String, Object> config) {
		if (!(config.get("peft_type") instanceof String type)) {
			return Optional.empty();
		}
		Map<String, Object> keys = new LinkedHashMap<>(config);
		keys.remove("peft_type");
		Object taskType = keys.remove("task_type");
		return Optional.of(new HfConfig(type, taskType == null ? null : taskType.toString(), keys));
	}

	private static String key(String peftType, String key) {
		boolean lora = peftType.equals("LORA") || peftType.equals("ADALORA");
		if (key.equals("alpha") && lora) {
			return "lora_alpha";
		}
		return key.equals("lora_dropout") && peftType.equals("VERA") ? "vera_dropout" : key;
	}

	private static void addVariants(MethodCard method, Map<String, Object> values, Map<String, Object> keys) {
		switch (method.id()) {
			case "rslora" -> keys.put("use_rslora", true);
			case "dora" -> keys.put("use_dora", true);
			case "adalora" -> keys.put("total_step", 1000);
			case "p-tuning" -> keys.put("encoder_reparameterization_type", String.valueOf(values.get("encoder")).toUpperCase(Locale.ROOT));
			case "trainable-tokens" -> {
				int first = ((Number) values.get("firstToken")).intValue();
				int count = ((Number) values.get("tokens")).intValue();
				keys.put("token_indices", IntStream.range(first, first + count).boxed().toList());
			}
			case "krona" -> {
				// full factors on both sides are HF LoKr with a rank that no layer reaches
				keys.put("r", 100_000);
				keys.put("alpha", 100_000);
			}
			default -> {
			}
		}
	}

	private static Object modules(Object value) {
		return value instanceof Collection<?> ids ? ids.stream().map(id -> MODULES.getOrDefault(id.toString(), id.toString())).toList() : value;
	}

	/** The text of {@code adapter_config.json}. */
	Map<String, Object> file() {
		Map<String, Object> file = new LinkedHashMap<>();
		file.put("peft_type", peftType);
		if (taskType != null) {
			file.put("task_type", taskType);
		}
		file.putAll(keys);
		return file;
	}

	/** Lines of Python that adapt a model so; from the file where the class is not known here, or takes settings within settings. */
	String python() {
		String name = CLASSES.get(peftType);
		if (name == null || keys.values().stream().anyMatch(Map.class::isInstance)) {
			return "from peft import PeftConfig, get_peft_model\n\nconfig = PeftConfig.from_pretrained(\"folder-of-adapter_config\")\nmodel = get_peft_model(model, config)\n";
		}
		String arguments = keys.entrySet().stream().map(entry -> "    " + entry.getKey() + "=" + literal(entry.getValue()) + ",\n").collect(Collectors.joining());
		return "from peft import " + name + ", get_peft_model\n\nconfig = " + name + "(\n" + (taskType == null ? "" : "    task_type=\"" + taskType + "\",\n") + arguments
				+ ")\nmodel = get_peft_model(model, config)\nmodel.print_trainable_parameters()\n";
	}

	private static String literal(Object value) {
		if (value instanceof Boolean flag) {
			return flag ? "True" : "False";
		}
		if (value instanceof Collection<?> list) {
			return list.stream().map(HfConfig::literal).collect(Collectors.joining(", ", "[", "]"));
		}
		return value instanceof Number ? value.toString() : '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	/** Default of a card's parameter. */
	static Object defaultOf(MethodCard method, String parameter) {
		return method.parameters().stream().filter(spec -> spec.name().equals(parameter)).findFirst().map(ParameterSpec::defaultValue).orElse(List.of());
	}

}
