package org.peftboard.evaluator.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/**
 * {@code peft_type: LOKR}; keys {@code …lokr_w1} or {@code …lokr_w1_a} and {@code …lokr_w1_b}, {@code w2} likewise. KronA is written as LoKr whose rank is so
 * high that both factors are full.
 */
final class LoKrFormat implements PeftFormat {

	private static final int RANK_OF_FULL_FACTORS = 65_536;

	@Override
	public String peftType() {
		return "LOKR";
	}

	@Override
	public Set<String> methods() {
		return Set.of("lokr", "krona");
	}

	@Override
	public Set<String> keys() {
		return Set.of("r", "alpha", "target_modules", "init_weights", "rank_dropout", "module_dropout", "decompose_factor", "decompose_both",
				"rank_dropout_scale");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireUsualInit("init_weights");
		config.requireNumber("rank_dropout", 0);
		config.requireNumber("module_dropout", 0);
		int rank = config.whole("r", 8);
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("decomposeFactor", config.whole("decompose_factor", -1));
		settings.put("targetModules", config.kindIds("target_modules", Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE));
		if (rank == RANK_OF_FULL_FACTORS) {
			settings.put("scale", config.number("alpha", 8) / rank);
			return new MethodSetting("krona", settings);
		}
		settings.put("rank", rank);
		settings.put("alpha", config.number("alpha", 8));
		settings.put("decomposeBoth", config.flag("decompose_both", false));
		return new MethodSetting("lokr", settings);
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		boolean full = method.equals("krona");
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("r", full ? RANK_OF_FULL_FACTORS : settings.whole("rank"));
		config.put("alpha", PeftConfigReader.wholeWhereItIs(full ? settings.number("scale") * RANK_OF_FULL_FACTORS : settings.number("alpha")));
		config.put("decompose_factor", settings.whole("decomposeFactor"));
		config.put("decompose_both", !full && settings.flag("decomposeBoth"));
		config.put("target_modules", modules.ofSetting(settings, "targetModules"));
		return config;
	}

	/** Hugging Face PEFT refuses modules that hold their matrices transposed. */
	@Override
	public boolean suits(ModuleNames modules, Settings settings) {
		return !modules.areTransposed();
	}

}
