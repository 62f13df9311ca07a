package org.peftboard.evaluator.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Sequences;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written for Hugging Face PEFT. {@code peft-exports.json} holds the configurations and tensor shapes that real PEFT loaded, without a missing or
 * unexpected key and with equal logits; how it is made stands in {@code peft-exports.md}. With {@code -Dpeftboard.export=FOLDER} the test writes the folders
 * for that check.
 */
class PeftExportTest {

	private static final long[] IDS = { 4, 5, 9, 13, 17, 21, 7, 6, 11, 16, 21, 26 };

	private static final Shape SHAPE = new Shape(2, 6);

	private static final Map<String, Map<String, Object>> SETTINGS = Map.of("vera", Map.of("rank", 8), "oft", Map.of("blockSize", 8), "prompt-tuning",
			Map.of("virtualTokens", 3), "p-tuning", Map.of("virtualTokens", 3, "encoderHiddenSize", 8), "prefix-tuning", Map.of("virtualTokens", 3),
			"dora", Map.of("rankStabilised", true), "compacter", Map.of("reductionFactor", 4), "compacter-plus-plus", Map.of("reductionFactor", 4));

	@TempDir
	private static Path temporary;

	private static Path root;

	private static Ops ops;

	private static JsonNode golden;

	@BeforeAll
	static void load() throws IOException {
		ops = Ops.on("cpu");
		root = System.getProperty("peftboard.export") == null ? temporary : Path.of(System.getProperty("peftboard.export"));
		golden = Json.tree("peft-exports.json", new String(PeftExportTest.class.getResourceAsStream("peft-exports.json").readAllBytes()));
		for (String toy : Toy.names()) {
			Path folder = Files.createDirectories(root.resolve(toy).resolve("base"));
			ops.seed(3);
			try (LanguageModel model = Architectures.build(Toy.config(toy), Weights.random(0.2), Adaptation.NONE, ops)) {
				Json.write(folder.resolve("config.json"), Toy.config(toy));
				Safetensors.write(folder.resolve("model.safetensors"), MergedFolder.tensors(model), Map.of("format", "pt"));
				writeExpected(folder, model);
			}
		}
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	static Stream<Arguments> pairs() {
		return Toy.names()
			.stream()
			.flatMap(toy -> Methods.REGISTRY.all()
				.stream()
				.filter(method -> !method.id().equals(Methods.NONE))
				.flatMap(method -> variants(method, toy).stream().map(variant -> Arguments.of(method.id(), toy, variant))));
	}

	/** GPT-2's queries, keys and values are in one module: adapted as parts, and as a whole. */
	private static List<String> variants(PeftMethod method, String toy) {
		boolean targets = method.card().parameters().stream().anyMatch(parameter -> parameter.name().equals("targetModules"));
		return toy.equals("gpt2") && targets && !method.id().equals("bitfit") ? List.of("parts", "whole") : List.of("");
	}

	@ParameterizedTest(name = "{0} on {1} {2}")
	@MethodSource("pairs")
	void writesWhatRealPeftLoads(String id, String toy, String variant) throws IOException {
		PeftMethod method = Methods.REGISTRY.get(id);
		Map<String, Object> given = new TreeMap<>(SETTINGS.getOrDefault(id, Map.of()));
		if (variant.equals("whole")) {
			given.put("targetModules", id.equals("ia3") ? List.of("attention-qkv", "mlp-down") : List.of("attention-qkv"));
		}
		Settings settings = new Settings(method.card(), given);
		String name = id + (variant.isEmpty() ? "" : "-" + variant);
		Path base = root.resolve(toy).resolve("base");
		Path folder = Files.createDirectories(root.resolve(toy).resolve(name));
		ops.seed(5);
		try (LanguageModel model = Architectures.load(base, method.configure(settings), ops)) {
			move(model);
			AdapterFolder.write(folder, model, method, settings, ModuleNames.of(Toy.config(toy)), toy);
			writeExpected(folder, model);
			try (LanguageModel again = AdapterFolder.load(base, folder, ops)) {
				assertThat(worst(logits(again), logits(model))).isLessThan(1e-5);
			}
			if (method.card().mergeable() && !id.equals("bitfit")) {
				MergedFolder.write(folder.resolve("merged"), base, model);
			}
		}
		JsonNode checked = golden.path(toy).path(name);
		assertThat(Json.tree("layout", Json.line(layout(folder)))).isEqualTo(checked.path("layout"));
		assertThat(checked.has("refused") || checked.has("mergedRefused")).isFalse();
		assertThat(checked.path("logitError").asDouble(0)).isLessThan(1e-4);
		assertThat(checked.path("mergedLogitError").asDouble(0)).isLessThan(1e-4);
	}

	/** Moves every parameter off its first value, by numbers of the JVM's generator. */
	private static void move(LanguageModel model) {
		Random random = new Random(8);
		try (NDManager scratch = ops.newManager()) {
			for (Map.Entry<String, Parameter> parameter : model.parameters().byName().entrySet()) {
				float[] values = parameter.getValue().array().toFloatArray();
				for (int index = 0; index < values.length; index++) {
					values[index] += (float) (0.1 * random.nextGaussian());
				}
				model.parameters().assign(parameter.getKey(), scratch.create(values, parameter.getValue().shape()));
			}
		}
	}

	/** The configuration and the shapes of the tensors. */
	private static Map<String, Object> layout(Path folder) throws IOException {
		Map<String, Object> layout = new TreeMap<>();
		Path config = folder.resolve("adapter_config.json");
		if (Files.exists(config)) {
			layout.put("config", Json.tree("adapter_config.json", Files.readString(config)));
		}
		Map<String, Object> tensors = new TreeMap<>();
		Safetensors file = Safetensors.open(folder.resolve(AdapterFolder.WEIGHTS));
		file.names().forEach(tensor -> tensors.put(tensor, file.tensor(tensor).shape()));
		layout.put("tensors", tensors);
		return layout;
	}

	private static void writeExpected(Path folder, LanguageModel model) throws IOException {
		float[] logits = logits(model);
		Safetensors.write(folder.resolve("expected.safetensors"),
				Map.of("logits", new Safetensors.Floats(logits, new long[] { 2, 6, logits.length / 12 })), Map.of());
	}

	private static float[] logits(LanguageModel model) {
		Sequences.Rows rows = new Sequences.Rows(IDS, SHAPE, null);
		try (NDManager step = ops.newManager()) {
			NDArray hidden = model.hidden(step, new Sequences(rows, model.hasEncoder() ? rows : null));
			return model.logits(hidden).toFloatArray();
		}
	}

	private static double worst(float[] got, float[] want) {
		double worst = 0;
		for (int index = 0; index < want.length; index++) {
			worst = Math.max(worst, Math.abs(got[index] - want[index]));
		}
		return worst;
	}

}
