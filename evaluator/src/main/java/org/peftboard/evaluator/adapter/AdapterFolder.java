package org.peftboard.evaluator.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;

/**
 * A trained adapter on disk.
 *
 * <p>For a method that Hugging Face PEFT has: {@code adapter_config.json} and {@code adapter_model.safetensors} whose keys start with
 * {@value #PREFIX}; without that prefix PEFT only warns and runs the model without the adapter. For any other method the parameters stand in
 * {@code adapter_model.safetensors} under their names in the base model.
 */
public final class AdapterFolder {

	public static final String WEIGHTS = "adapter_model.safetensors";

	static final String CONFIG = "adapter_config.json";

	static final String PREFIX = "base_model.model.";

	private static final String ROOT = "base_model.";

	private AdapterFolder() {
	}

	/**
	 * Saves what a model trained.
	 *
	 * @return bytes of the weights file
	 */
	public static long write(Path folder, LanguageModel model, PeftMethod method, Settings settings, ModuleNames modules, String baseModel)
			throws IOException {
		Files.createDirectories(folder);
		Optional<PeftFormat> format = PeftFormats.ofMethod(method.id());
		if (format.isPresent()) {
			Json.write(folder.resolve(CONFIG), config(format.get(), method.id(), settings, modules, baseModel));
		}
		Path file = folder.resolve(WEIGHTS);
		Map<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
		exported(model).forEach((name, floats) -> tensors.put(format.map(one -> one.key(name)).orElse(name), floats));
		Safetensors.write(file, tensors, Map.of("format", "pt"));
		return Files.size(file);
	}

	private static Map<String, Object> config(PeftFormat format, String method, Settings settings, ModuleNames modules, String baseModel) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("peft_type", format.peftType());
		config.put("task_type", modules.hasEncoder() ? "SEQ_2_SEQ_LM" : "CAUSAL_LM");
		config.put("base_model_name_or_path", baseModel);
		config.put("inference_mode", true);
		config.putAll(format.write(method, settings, modules));
		return config;
	}

	/** What an adapter file holds: the trained parameters, or what they are for, and what is frozen beside them. */
	private static Map<String, Safetensors.Floats> exported(LanguageModel model) {
		Map<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
		Map<String, Supplier<NDArray>> made = model.hooks().exported();
		if (made.isEmpty()) {
			model.parameters().saved().forEach((name, parameter) -> tensors.put(name, floats(parameter.array())));
		}
		made.forEach((name, supplier) -> {
			try (NDArray array = supplier.get()) {
				tensors.put(name, floats(array));
			}
		});
		return tensors;
	}

	/** Saves every trained and frozen parameter under its own name, for going on with training. */
	public static void writeWeights(Path file, LanguageModel model) throws IOException {
		Map<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
		model.parameters().saved().forEach((name, parameter) -> tensors.put(name, floats(parameter.array())));
		Safetensors.write(file, tensors, Map.of("format", "pt"));
	}

	private static Safetensors.Floats floats(NDArray array) {
		return new Safetensors.Floats(array.toFloatArray(), array.getShape().getShape());
	}

	/**
	 * Reads weights into a model whose parameters are the file's: one built with the method's exported form, or, for a checkpoint, with the same method and
	 * settings.
	 *
	 * @throws Problem.Refused where a parameter is missing, is not known or has another shape
	 */
	public static void readWeights(Path file, LanguageModel model) {
		Safetensors tensors = Safetensors.open(file);
		Set<String> missing = new TreeSet<>(model.parameters().saved().keySet());
		try (NDManager scratch = model.ops().newManager()) {
			for (String key : tensors.names()) {
				String name = name(key);
				if (!missing.remove(name)) {
					throw new Problem.Refused(file.getFileName() + ": tensor '" + key + "'", "a parameter that the method does not have here",
							"the parameters of the configured method");
				}
				assign(scratch, tensors, key, name, model);
			}
		}
		if (!missing.isEmpty()) {
			throw new Problem.Refused(file.getFileName().toString(), "no tensor for " + missing, "every parameter of the configured method");
		}
	}

	/** A parameter's name without what Hugging Face puts before it. */
	private static String name(String key) {
		if (key.startsWith(PREFIX)) {
			return key.substring(PREFIX.length());
		}
		return key.startsWith(ROOT) ? key.substring(ROOT.length()) : key;
	}

	private static void assign(NDManager scratch, Safetensors tensors, String key, String name, LanguageModel model) {
		Shape shape = model.parameters().saved().get(name).shape();
		model.parameters().assign(name, Weights.load(model.ops(), scratch, tensors, key, shape, ", as the method's settings say"));
	}

}
