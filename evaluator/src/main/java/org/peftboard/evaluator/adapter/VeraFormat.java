package org.peftboard.evaluator.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/**
 * {@code peft_type: VERA}; keys {@code …vera_lambda_b} (out), {@code …vera_lambda_d} (r), and {@code base_model.vera_A}, {@code base_model.vera_B} once. The two
 * matrices must be in the file: from their seed alone only PyTorch's generator makes them.
 */
final class VeraFormat implements PeftFormat {

	@Override
	public String peftType() {
		return "VERA";
	}

	@Override
	public Set<String> methods() {
		return Set.of("vera");
	}

	@Override
	public Set<String> keys() {
		return Set.of("r", "target_modules", "vera_dropout", "d_initial", "save_projection", "projection_prng_key", "init_weights", "fan_in_fan_out");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireTrueOrAbsent("save_projection");
		config.requireUsualInit("init_weights");
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("rank", config.whole("r", 256));
		settings.put("dInitial", config.number("d_initial", 0.1));
		settings.put("dropout", config.number("vera_dropout", 0));
		settings.put("targetModules", config.kindIds("target_modules", Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE));
		return new MethodSetting("vera", settings);
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("r", settings.whole("rank"));
		config.put("d_initial", settings.number("dInitial"));
		config.put("vera_dropout", settings.number("dropout"));
		config.put("save_projection", true);
		config.put("projection_prng_key", 0);
		config.put("fan_in_fan_out", modules.areTransposed());
		config.put("target_modules", modules.ofSetting(settings, "targetModules"));
		return config;
	}

	@Override
	public String key(String parameter) {
		return parameter.equals("vera_A") || parameter.equals("vera_B") ? "base_model." + parameter : PeftFormat.super.key(parameter);
	}

}
