package org.peftboard.evaluator.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.contract.WholeFile;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

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

	/** the method with its settings, as requests have it */
	static final String METHOD = "method.json";

	static final String PREFIX = "base_model.model.";

	private static final String ROOT = "base_model.";

	private AdapterFolder() {
	}

	/**
	 * Saves what a model trained, with {@value #METHOD}, which says how to build that model again; in Hugging Face PEFT's form where it has one.
	 *
	 * @return bytes of the weights file
	 */
	public static long write(Path folder, LanguageModel model, PeftMethod method, Settings settings, ModuleNames modules, String baseModel)
			throws IOException {
		Files.createDirectories(folder);
		Map<String, Safetensors.Floats> tensors = exported(model);
		Optional<PeftFormat> format = PeftFormats.ofMethod(method.id()).filter(one -> one.suits(modules, settings));
		Optional<FusedExport.Export> export = format.flatMap(one -> FusedExport.of(modules.fusion(), model, method, settings, tensors));
		Map<String, Safetensors.Floats> written = new LinkedHashMap<>();
		if (export.isPresent()) {
			Json.write(folder.resolve(CONFIG), config(format.get(), method.id(), export.get().settings(), modules, baseModel));
			export.get().tensors().forEach((name, floats) -> written.put(format.get().key(name), floats));
		}
		Json.write(folder.resolve(METHOD), new MethodSetting(method.id(), settings.values()));
		Safetensors.write(folder.resolve(WEIGHTS), export.isPresent() ? written : tensors, Map.of("format", "pt"));
		return Files.size(folder.resolve(WEIGHTS));
	}

	/**
	 * The method and settings of a folder: those of {@code adapter_config.json} where that is there, else those of {@value #METHOD}.
	 *
	 * @param architecture id of the base model's
	 * @throws Problem.Refused where neither is there, or one is wrong
	 */
	public static MethodSetting setting(Path folder, String architecture) {
		try {
			if (Files.exists(folder.resolve(CONFIG))) {
				return HfPeftConfig.readTrained(Files.readString(folder.resolve(CONFIG)), architecture);
			}
			if (Files.exists(folder.resolve(METHOD))) {
				return Json.read(folder.resolve(METHOD), MethodSetting.class);
			}
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		throw new Problem.Refused("adapter", folder.toString(), "a folder with " + CONFIG + " or " + METHOD);
	}

	/**
	 * A base model with a folder's adapter.
	 *
	 * @throws Problem.Refused where a file is missing or broken, or the two do not fit
	 */
	public static LanguageModel load(Path base, Path folder, Ops ops) {
		JsonNode config = Architectures.config(base);
		MethodSetting setting = setting(folder, config.path("model_type").asString(""));
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		Settings settings = new Settings(method.card(), SettingsCheck.complete(method.card(), setting).settings());
		return load(base, folder.resolve(WEIGHTS), method, settings, ops);
	}

	/**
	 * A base model with the adapter of a file.
	 *
	 * @throws Problem.Refused where the file is missing or broken, or does not fit
	 */
	public static LanguageModel load(Path base, Path weights, PeftMethod method, Settings settings, Ops ops) {
		LanguageModel model = Architectures.load(base, method.exported(settings), ops);
		try {
			readWeights(weights, model);
			return model;
		}
		catch (RuntimeException exception) {
			model.close();
			throw exception;
		}
	}

	/** Copies a weights file as it is, with the method and settings that it belongs to. */
	public static void keep(Path folder, Path weights, MethodSetting setting) throws IOException {
		Files.createDirectories(folder);
		Json.write(folder.resolve(METHOD), setting);
		WholeFile.write(folder.resolve(WEIGHTS), part -> Files.copy(weights, part, StandardCopyOption.REPLACE_EXISTING));
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
	 * settings. The model changes only if the whole file fits.
	 *
	 * @throws Problem.Refused where a parameter is missing, is not known or has another shape
	 */
	public static void readWeights(Path file, LanguageModel model) {
		Safetensors tensors = Safetensors.open(file);
		Set<String> missing = new TreeSet<>(model.parameters().saved().keySet());
		RankPattern pattern = RankPattern.beside(file);
		Map<String, NDArray> read = new LinkedHashMap<>();
		try (NDManager scratch = model.ops().newManager()) {
			for (String key : tensors.names()) {
				String name = name(key);
				if (TokenCopies.isOne(name, model.parameters().saved().keySet())) {
					TokenCopies.requireCopy(tensors, key);
					continue;
				}
				if (!missing.remove(name)) {
					throw new Problem.Refused(file.getFileName() + ": tensor '" + key + "'", "a parameter that the method does not have here",
							"the parameters of the configured method");
				}
				Shape shape = pattern.shapeInFile(name, model.parameters());
				read.put(name, Weights.load(model.ops(), scratch, tensors, key, shape, ", as the method's settings say"));
			}
			if (!missing.isEmpty()) {
				throw new Problem.Refused(file.getFileName().toString(), "no tensor for " + missing, "every parameter of the configured method");
			}
			read.forEach(model.parameters()::assign);
		}
	}

	/** A parameter's name without what Hugging Face puts before it. */
	static String name(String key) {
		if (key.startsWith(PREFIX)) {
			return key.substring(PREFIX.length());
		}
		return key.startsWith(ROOT) ? key.substring(ROOT.length()) : key;
	}

}
