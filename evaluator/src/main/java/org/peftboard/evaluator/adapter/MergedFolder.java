package org.peftboard.evaluator.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plain model folder with an adapter folded into its weights, which transformers and this evaluator load like any checkpoint: {@code config.json},
 * {@code model.safetensors} and the base model's tokenizer files.
 */
public final class MergedFolder {

	private static final String CONFIG = "config.json";

	/** where a configuration can say that these linear layers have biases */
	private static final Map<String, List<String>> BIAS_FLAGS = Map.of("attention_bias",
			List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj"), "mlp_bias",
			List.of("mlp.gate_proj", "mlp.up_proj", "mlp.down_proj"));

	private MergedFolder() {
	}

	/**
	 * Writes the merged model.
	 *
	 * @param base    the base model's folder
	 * @param adapted that model, adapted and trained
	 * @throws Problem.Refused where the method does not merge, or adds what the architecture's configuration cannot say
	 */
	public static void write(Path folder, Path base, LanguageModel adapted) throws IOException {
		if (adapted.parameters().merges().isEmpty()) {
			throw new Problem.Refused("method", "one that stays beside the weights", "a method whose card says that it merges");
		}
		JsonNode config = Architectures.config(base);
		Files.createDirectories(folder);
		try (LanguageModel merged = Architectures.build(config, Weights.of(base).with(adapted.parameters().merges()), Adaptation.NONE, adapted.ops())) {
			Map<String, Safetensors.Floats> tensors = tensors(merged);
			ObjectNode written = (ObjectNode) config.deepCopy();
			written.put("dtype", "float32");
			written.remove("torch_dtype");
			declareBiases(written, tensors, addedBiases(config, merged));
			Safetensors.write(folder.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
			Json.write(folder.resolve(CONFIG), written);
		}
		copyTokenizer(base, folder);
	}

	/** The tensors of a model as a checkpoint has them. */
	public static Map<String, Safetensors.Floats> tensors(LanguageModel model) {
		Map<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
		for (Map.Entry<String, Supplier<NDArray>> tensor : model.checkpoint().entrySet()) {
			NDArray array = tensor.getValue().get();
			tensors.put(tensor.getKey(), new Safetensors.Floats(array.toFloatArray(), array.getShape().getShape()));
		}
		return tensors;
	}

	/** Biases that the base model has not. */
	private static Set<String> addedBiases(JsonNode config, LanguageModel merged) {
		Set<String> added = new TreeSet<>(merged.weights().keySet());
		added.removeAll(Architectures.count(config, Adaptation.NONE).weights().keySet());
		// an output layer of its own is in files that do not announce it
		added.removeIf(name -> !name.endsWith(".bias"));
		return added;
	}

	/** Says in the configuration that there are biases, and gives zeros to the other layers that it then means too. */
	private static void declareBiases(ObjectNode config, Map<String, Safetensors.Floats> tensors, Set<String> added) {
		for (String name : added) {
			String flag = BIAS_FLAGS.entrySet()
				.stream()
				.filter(entry -> config.has(entry.getKey()) && entry.getValue().stream().anyMatch(module -> name.endsWith(module + ".bias")))
				.map(Map.Entry::getKey)
				.findFirst()
				.orElseThrow(() -> new Problem.Refused("tensor '" + name + "'", "a bias",
						"an architecture whose configuration knows it; " + config.path("model_type").asString() + " has none, keep the adapter instead"));
			config.put(flag, true);
			BIAS_FLAGS.get(flag).forEach(module -> fill(tensors, module));
		}
	}

	private static void fill(Map<String, Safetensors.Floats> tensors, String module) {
		for (String weight : List.copyOf(tensors.keySet())) {
			if (weight.endsWith(module + ".weight")) {
				int out = (int) tensors.get(weight).shape()[0];
				tensors.putIfAbsent(weight.substring(0, weight.length() - "weight".length()) + "bias",
						new Safetensors.Floats(new float[out], new long[] { out }));
			}
		}
	}

	private static void copyTokenizer(Path base, Path folder) throws IOException {
		for (String name : List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "generation_config.json")) {
			if (Files.exists(base.resolve(name))) {
				Files.copy(base.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

}
