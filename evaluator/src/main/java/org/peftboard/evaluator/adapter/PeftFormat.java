package org.peftboard.evaluator.adapter;

import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Settings;

/** One {@code peft_type} of Hugging Face PEFT, both ways: one file, one line in {@link PeftFormats}. */
interface PeftFormat {

	/** {@code peft_type} */
	String peftType();

	/** ids of the methods that it configures, the one that Hugging Face means first */
	Set<String> methods();

	/** keys of {@code adapter_config.json} that say something here; every other known key must hold its neutral value */
	Set<String> keys();

	/** The method's setting that this configuration asks for. */
	MethodSetting read(PeftConfigReader config);

	/**
	 * What {@code adapter_config.json} says beyond its type and task.
	 *
	 * @param method  id of the method
	 * @param modules how the base model calls its modules
	 */
	Map<String, Object> write(String method, Settings settings, ModuleNames modules);

	/** Whether Hugging Face PEFT has this type for such a model. */
	default boolean suits(ModuleNames modules, Settings settings) {
		return true;
	}

	/** The key of {@code adapter_model.safetensors} under which a parameter stands. */
	default String key(String parameter) {
		return AdapterFolder.PREFIX + parameter;
	}

}
