package org.peftboard.evaluator.adapter;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/** {@code peft_type: IA3}; keys {@code …ia3_l}, (out, 1), or (1, in) for feed-forward modules. */
final class Ia3Format implements PeftFormat {

	@Override
	public String peftType() {
		return "IA3";
	}

	@Override
	public Set<String> methods() {
		return Set.of("ia3");
	}

	@Override
	public Set<String> keys() {
		return Set.of("target_modules", "feedforward_modules", "init_ia3_weights", "fan_in_fan_out");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireUsualInit("init_ia3_weights");
		// Hugging Face's default is queries, and not keys, for these.
		Site.Kind first = config.isOf("qwen2", "qwen3", "gemma3_text") ? Site.Kind.ATTENTION_QUERY : Site.Kind.ATTENTION_KEY;
		List<String> targets = config.kindIds("target_modules", first, Site.Kind.ATTENTION_VALUE, Site.Kind.MLP_DOWN);
		List<String> atInput = config.kindIdsOrNone("feedforward_modules", Site.Kind.MLP_DOWN);
		return new MethodSetting("ia3", Map.of("targetModules", targets, "feedforwardModules", atInput));
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		return Map.of("target_modules", modules.ofSetting(settings, "targetModules"), "feedforward_modules",
				modules.ofSetting(settings, "feedforwardModules"), "fan_in_fan_out", modules.areTransposed());
	}

}
