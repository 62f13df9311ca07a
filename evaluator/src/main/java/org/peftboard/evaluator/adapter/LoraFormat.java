package org.peftboard.evaluator.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/**
 * {@code peft_type: LORA}; keys {@code …lora_A.weight} (r, in), {@code …lora_B.weight} (out, r) and, with {@code use_dora},
 * {@code …lora_magnitude_vector} (out).
 */
final class LoraFormat implements PeftFormat {

	/** Hugging Face's defaults of {@code r} and {@code lora_alpha} */
	private static final int DEFAULT_RANK = 8;

	@Override
	public String peftType() {
		return "LORA";
	}

	@Override
	public Set<String> methods() {
		return Set.of("lora", "rslora", "dora");
	}

	@Override
	public Set<String> keys() {
		return Set.of("r", "lora_alpha", "lora_dropout", "target_modules", "init_lora_weights", "use_rslora", "use_dora", "fan_in_fan_out");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireUsualInit("init_lora_weights");
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("rank", config.whole("r", DEFAULT_RANK));
		settings.put("alpha", config.number("lora_alpha", DEFAULT_RANK));
		settings.put("dropout", config.number("lora_dropout", 0));
		settings.put("targetModules", config.kindIds("target_modules", Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE));
		if (config.flag("use_dora", false)) {
			settings.put("rankStabilised", config.flag("use_rslora", false));
			return new MethodSetting("dora", settings);
		}
		return new MethodSetting(config.flag("use_rslora", false) ? "rslora" : "lora", settings);
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("r", settings.whole("rank"));
		config.put("lora_alpha", PeftConfigReader.wholeWhereItIs(settings.number("alpha")));
		config.put("lora_dropout", settings.number("dropout"));
		config.put("bias", "none");
		config.put("use_rslora", method.equals("rslora") || (method.equals("dora") && settings.flag("rankStabilised")));
		config.put("use_dora", method.equals("dora"));
		config.put("fan_in_fan_out", modules.areTransposed());
		config.put("target_modules", modules.ofSetting(settings, "targetModules"));
		return config;
	}

}
