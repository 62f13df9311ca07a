package org.peftboard.evaluator.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Site;

/** {@code peft_type: OFT}; keys {@code …oft_R.weight} (in / b, b (b − 1) / 2), the strict upper triangles row by row. */
final class OftFormat implements PeftFormat {

	@Override
	public String peftType() {
		return "OFT";
	}

	@Override
	public Set<String> methods() {
		return Set.of("oft");
	}

	@Override
	public Set<String> keys() {
		return Set.of("r", "oft_block_size", "target_modules", "module_dropout", "init_weights", "coft", "eps", "block_share", "use_cayley_neumann",
				"num_cayley_neumann_terms", "fan_in_fan_out");
	}

	@Override
	public MethodSetting read(PeftConfigReader config) {
		config.requireUsualInit("init_weights");
		config.requireFalseOrAbsent("coft");
		config.requireFalseOrAbsent("block_share");
		config.requireNumber("module_dropout", 0);
		int block = config.whole("oft_block_size", 32);
		if (block < 1) {
			throw new Problem.Refused("adapter_config.json: oft_block_size", String.valueOf(block),
					"the side of the blocks; to set the number of blocks by r is not supported");
		}
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("blockSize", block);
		settings.put("series", config.flag("use_cayley_neumann", true));
		settings.put("terms", config.whole("num_cayley_neumann_terms", 5));
		settings.put("targetModules", config.kindIds("target_modules", Site.Kind.ATTENTION_QUERY, Site.Kind.ATTENTION_VALUE));
		return new MethodSetting("oft", settings);
	}

	@Override
	public Map<String, Object> write(String method, Settings settings, ModuleNames modules) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("r", 0);
		config.put("oft_block_size", settings.whole("blockSize"));
		config.put("use_cayley_neumann", settings.flag("series"));
		config.put("num_cayley_neumann_terms", settings.whole("terms"));
		config.put("fan_in_fan_out", modules.areTransposed());
		config.put("bias", "none");
		config.put("target_modules", modules.ofSetting(settings, "targetModules"));
		return config;
	}

	/** Hugging Face PEFT refuses modules that hold their matrices transposed. */
	@Override
	public boolean suits(ModuleNames modules, Settings settings) {
		return !modules.areTransposed();
	}

}
