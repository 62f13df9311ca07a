package org.peftboard.evaluator.adapter;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/** {@code peft_type: LN_TUNING}; keys {@code …ln_tuning_layers.weight} (C). */
final class LnTuningFormat implements PeftFormat {

	private static final Set<Site.Kind> NORMS = Stream.of(Site.Kind.values())
		.filter(Site.Kind::isNorm)
		.collect(Collectors.toCollection(() -> EnumSet.noneOf(Site.Kind.class)));

	@Override
	public String peftType() {
		return "LN_TUNING";
	}

	@Override
	public String method() {
		return "ln-tuning";
	}

	@Override
	public Set<String> keys() {
		return Set.of("target_modules");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		Set<Site.Kind> kinds = config.kinds("target_modules", NORMS);
		if (!kinds.equals(NORMS)) {
			throw new Problem.Refused("adapter_config.json: target_modules", kinds.toString(), "all norms, which is what LN tuning trains here");
		}
		return new MethodSetting(method(), Map.of());
	}

	@Override
	public Map<String, Object> write(Settings settings, ModuleNames modules) {
		return Map.of("target_modules", modules.of(NORMS));
	}

}
