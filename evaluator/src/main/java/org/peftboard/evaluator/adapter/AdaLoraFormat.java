package org.peftboard.evaluator.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/**
 * {@code peft_type: ADALORA}; keys {@code …lora_A} (r, in), {@code …lora_B} (out, r) and {@code …lora_E} (r, 1). Pruned triplets are zero in E; Hugging Face
 * leaves them out of the file and notes in {@code rank_pattern} which they were. The order of triplets does not matter, so that those of a file come first
 * here, and no {@code rank_pattern} is written.
 */
final class AdaLoraFormat implements PeftFormat {

	@Override
	public String peftType() {
		return "ADALORA";
	}

	@Override
	public Set<String> methods() {
		return Set.of("adalora");
	}

	@Override
	public Set<String> keys() {
		return Set.of("target_r", "init_r", "tinit", "tfinal", "deltaT", "orth_reg_weight", "lora_alpha", "target_modules", "total_step", "r", "beta1",
				"beta2", "rank_pattern", "init_lora_weights", "lora_dropout", "fan_in_fan_out");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireUsualInit("init_lora_weights");
		config.requireNumber("lora_dropout", 0);
		config.requireNumber("beta1", 0.85);
		config.requireNumber("beta2", 0.85);
		if (config.isOf("t5", "mistral") && config.isAbsent("target_modules")) {
			throw new Problem.Refused("adapter_config.json: target_modules", "nothing",
					"a list of module names, such as [\"q\", \"v\"] or [\"q_proj\", \"v_proj\"]: Hugging Face PEFT has no default for mistral, and two for t5");
		}
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("initialRank", config.whole("init_r", 12));
		settings.put("targetRank", config.whole("target_r", 8));
		settings.put("alpha", config.number("lora_alpha", 8));
		settings.put("tInit", config.whole("tinit", 0));
		settings.put("tFinal", config.whole("tfinal", 0));
		settings.put("interval", config.whole("deltaT", 1));
		settings.put("orthogonality", config.number("orth_reg_weight", 0.5));
		settings.put("targetModules", config.kindIds("target_modules", Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE));
		return new MethodSetting("adalora", settings);
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("init_r", settings.whole("initialRank"));
		config.put("target_r", settings.whole("targetRank"));
		config.put("r", settings.whole("initialRank"));
		config.put("lora_alpha", PeftConfigReader.wholeWhereItIs(settings.number("alpha")));
		config.put("tinit", settings.whole("tInit"));
		config.put("tfinal", settings.whole("tFinal"));
		config.put("deltaT", settings.whole("interval"));
		config.put("total_step", settings.whole("tInit") + settings.whole("tFinal") + 1);
		config.put("orth_reg_weight", settings.number("orthogonality"));
		config.put("fan_in_fan_out", modules.areTransposed());
		config.put("target_modules", modules.ofSetting(settings, "targetModules"));
		return config;
	}

}
