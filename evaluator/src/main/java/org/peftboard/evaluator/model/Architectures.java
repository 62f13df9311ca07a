package org.peftboard.evaluator.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

/** Every architecture, and loading a checkpoint folder with the right one. */
public final class Architectures {

	public static final Registry<Architecture> REGISTRY = new Registry<>("model_type", List.of(new Llama()), Architecture::id);

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

	public static LanguageModel build(JsonNode config, Weights weights, Adaptation adaptation, Ops ops) {
		return REGISTRY.get(config.path("model_type").asString("")).build(config, weights, adaptation, ops);
	}

	/** A checkpoint folder's {@code config.json}. */
	public static JsonNode config(Path folder) {
		Path file = folder.resolve("config.json");
		if (!Files.isRegularFile(file)) {
			throw new Problem.Refused("model", folder.toString(), "a folder with config.json");
		}
		try {
			return Json.tree(file.toString(), Files.readString(file));
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

}
