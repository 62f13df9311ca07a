package org.peftboard.evaluator.adapter;

import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/** {@code peft_type: LOHA}; keys {@code …hada_w1_a} (out, r), {@code …hada_w1_b} (r, in), {@code …hada_w2_a}, {@code …hada_w2_b}. */
final class LoHaFormat implements PeftFormat {

	@Override
	public String peftType() {
		return "LOHA";
	}

	@Override
	public Set<String> methods() {
		return Set.of("loha");
	}

	@Override
	public Set<String> keys() {
		return Set.of("r", "alpha", "target_modules", "init_weights", "rank_dropout", "module_dropout");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireUsualInit("init_weights");
		config.requireNumber("rank_dropout", 0);
		config.requireNumber("module_dropout", 0);
		return new MethodSetting("loha", Map.of("rank", config.whole("r", 8), "alpha", config.number("alpha", 8), "targetModules",
				config.kindIds("target_modules", Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE)));
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		return Map.of("r", settings.whole("rank"), "alpha", PeftConfigReader.wholeWhereItIs(settings.number("alpha")), "target_modules",
				modules.ofSetting(settings, "targetModules"));
	}

	/** Hugging Face PEFT refuses modules that hold their matrices transposed. */
	@Override
	public boolean suits(ModuleNames modules, Settings settings) {
		return !modules.areTransposed();
	}

}
