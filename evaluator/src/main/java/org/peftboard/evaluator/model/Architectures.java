package org.peftboard.evaluator.model;

import ai.djl.ndarray.NDManager;
import org.peftboard.evaluator.nn.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

/** Every architecture, and loading a checkpoint folder with the right one. */
public final class Architectures {

	public static final Registry<Architecture> REGISTRY = new Registry<>("model_type",
			List.of(new Gpt2(), new Llama(), new Mistral(), new Qwen2(), new Qwen3(), new Gemma3(), new T5()), Architecture::id);

	/** Architectures that can be counted and not computed. */
	static final Registry<Skeleton> COUNTED = new Registry<>("model_type", List.of(new Bert(), new Bloom(), new Opt(), new Whisper()), Skeleton::id);

	private Architectures() {
	}

	/**
	 * Loads a checkpoint folder ({@code config.json} and safetensors).
	 *
	 * @throws Problem.Refused where a file is missing or broken, or the architecture is unknown
	 */
	public static LanguageModel load(Path folder, Adaptation adaptation, Ops ops) {
		return build(config(folder), Weights.of(folder), adaptation, ops);
	}

	/** Builds a model from weights that are given. */
	public static LanguageModel build(JsonNode config, Weights weights, Adaptation adaptation, Ops ops) {
		Architecture architecture = of(config);
		Blueprint blueprint = blueprint(architecture, config);
		NDManager manager = ops.newManager();
		try {
			Parameters parameters = new Parameters(ops, manager);
			Hooks hooks = adaptation.attach(blueprint, parameters);
			LanguageModel model = architecture.build(config, Builder.real(weights, ops, manager, parameters, hooks));
			requireAdapts(architecture, adaptation, parameters);
			return model;
		}
		catch (RuntimeException exception) {
			manager.close();
			throw exception;
		}
	}

	/** Sites and sizes of a model, from its configuration alone: no engine, no memory. */
	public static Blueprint blueprint(JsonNode config) {
		return blueprint(skeleton(config), config);
	}

	private static Blueprint blueprint(Skeleton skeleton, JsonNode config) {
		Builder builder = Builder.blueprint(Parameters.blueprint(), Hooks.NONE);
		skeleton.draw(config, builder);
		return builder.drawn();
	}

	/**
	 * A model without numbers, adapted: what it would train and add, in milliseconds and at any size.
	 *
	 * @throws Problem.Refused where the method finds nothing to adapt
	 */
	public static Counted count(JsonNode config, Adaptation adaptation) {
		Skeleton skeleton = skeleton(config);
		Parameters parameters = Parameters.blueprint();
		Builder builder = Builder.blueprint(parameters, adaptation.attach(blueprint(skeleton, config), parameters));
		skeleton.draw(config, builder);
		requireAdapts(skeleton, adaptation, parameters);
		return new Counted(parameters, builder.taken());
	}

	private static void requireAdapts(Skeleton architecture, Adaptation adaptation, Parameters parameters) {
		if (adaptation != Adaptation.NONE && parameters.trainableCount() == 0) {
			throw new Problem.Refused("method", "nothing to train in " + architecture.id(),
					"a target that this architecture has: " + architecture.moduleNames().keySet().stream().sorted().map(Site.Kind::id).toList());
		}
	}

	private static Skeleton skeleton(JsonNode config) {
		String type = config.path("model_type").asString("");
		return COUNTED.find(type).orElseGet(() -> REGISTRY.get(type));
	}

	private static Architecture of(JsonNode config) {
		return REGISTRY.get(config.path("model_type").asString(""));
	}

	/** A checkpoint folder's {@code config.json}. */
	public static JsonNode config(Path folder) {
		Path file = folder.resolve("config.json");
		if (!Files.isRegularFile(file)) {
			throw new Problem.Refused("model", folder.toString(), "a folder with config.json");
		}
		return tree(file);
	}

	/** The folder's {@code generation_config.json}: what Hugging Face's {@code generate} goes by where it is there. */
	public static Optional<JsonNode> generationConfig(Path folder) {
		return Optional.of(folder.resolve("generation_config.json")).filter(Files::isRegularFile).map(Architectures::tree);
	}

	private static JsonNode tree(Path file) {
		try {
			return Json.tree(file.toString(), Files.readString(file));
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
