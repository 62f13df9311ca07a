package org.peftboard.evaluator.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/** {@code peft_type: LORA}; keys {@code …lora_A.weight} (r, in) and {@code …lora_B.weight} (out, r). */
final class LoraFormat implements PeftFormat {

	/** Hugging Face's defaults of {@code r} and {@code lora_alpha} */
	private static final int DEFAULT_RANK = 8;

	@Override
	public String peftType() {
		return "LORA";
	}

	@Override
	public String method() {
		return "lora";
	}

	@Override
	public Set<String> keys() {
		return Set.of("r", "lora_alpha", "lora_dropout", "target_modules", "init_lora_weights");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireTrueOrAbsent("init_lora_weights");
		Set<Site.Kind> kinds = config.kinds("target_modules", Set.of(Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE));
		return new MethodSetting(method(),
				Map.of("rank", config.whole("r", DEFAULT_RANK), "alpha", config.number("lora_alpha", DEFAULT_RANK), "dropout",
						config.number("lora_dropout", 0), "targetModules", kinds.stream().sorted().map(Site.Kind::id).toList()));
	}

	@Override
	public Map<String, Object> write(Settings settings, ModuleNames modules) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("r", settings.whole("rank"));
		config.put("lora_alpha", wholeWhereItIs(settings.number("alpha")));
		config.put("lora_dropout", settings.number("dropout"));
		config.put("bias", "none");
		config.put("target_modules", modules.of(settings.texts("targetModules").stream().map(Site.Kind::of).toList()));
		return config;
	}

	/** Hugging Face declares {@code lora_alpha} as a whole number, and takes any. */
	private static Number wholeWhereItIs(double alpha) {
		return alpha == Math.rint(alpha) ? (Number) (long) alpha : (Number) alpha;
	}

}
