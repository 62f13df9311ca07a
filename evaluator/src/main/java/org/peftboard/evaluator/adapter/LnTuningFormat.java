package org.peftboard.evaluator.adapter;

import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/** {@code peft_type: LN_TUNING}; keys {@code …ln_tuning_layers.weight} (C), and {@code .bias} where norms have them. */
final class LnTuningFormat implements PeftFormat {

	@Override
	public String peftType() {
		return "LN_TUNING";
	}

	@Override
	public Set<String> methods() {
		return Set.of("ln-tuning");
	}

	@Override
	public Set<String> keys() {
		return Set.of("target_modules");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		return new MethodSetting("ln-tuning", Map.of("norms", config.kindIds("target_modules", defaults(config))));
	}

	/** As {@code TRANSFORMERS_MODELS_TO_LNTUNING_TARGET_MODULES_MAPPING} of Hugging Face PEFT 0.21 has them. */
	private static Site.Kind[] defaults(PeftConfigReader config) {
		if (config.isOf("qwen2", "qwen3")) {
			return new Site.Kind[] { Site.Kind.MLP_NORM };
		}
		if (config.isOf("gemma3_text")) {
			return new Site.Kind[] { Site.Kind.ATTENTION_NORM, Site.Kind.ATTENTION_POST_NORM, Site.Kind.MLP_NORM, Site.Kind.MLP_POST_NORM, Site.Kind.FINAL_NORM };
		}
		return new Site.Kind[] { Site.Kind.ATTENTION_NORM, Site.Kind.MLP_NORM, Site.Kind.FINAL_NORM };
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		return Map.of("target_modules", modules.ofSetting(settings, "norms"));
	}

}
