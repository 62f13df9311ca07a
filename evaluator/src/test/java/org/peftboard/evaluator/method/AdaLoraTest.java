package org.peftboard.evaluator.method;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.Reference;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** AdaLoRA against Hugging Face PEFT: the update, the orthogonality term, the budget and which triplets it leaves; see {@code adalora/README.md}. */
class AdaLoraTest {

	private static final Path GOLDEN = Path.of("src/test/resources/adalora");

	private static final Path BASE = Path.of("src/test/resources/hf/llama");

	private static final String TINY = """
			{"model_type":"llama","hidden_size":8,"intermediate_size":8,"num_hidden_layers":2,"num_attention_heads":2,"num_key_value_heads":1,"vocab_size":8,
			"max_position_embeddings":8}""";

	private static Ops ops;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "adapter", "pruned" })
	void logitsAndLossEqualTheReference(String name) {
		Reference reference = Reference.at(GOLDEN.resolve(name));
		try (LanguageModel model = imported(reference.folder())) {
			assertEqual(model, reference);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "adapter", "pruned" })
	void mergedLogitsEqualTheReference(String name) {
		Reference reference = Reference.at(GOLDEN.resolve(name));
		try (LanguageModel model = imported(reference.folder());
				LanguageModel merged = Architectures.build(Architectures.config(BASE), Weights.of(BASE).with(model.parameters().merges()), Adaptation.NONE,
						ops)) {
			assertThat(worstLogit(merged, reference)).isLessThan(1e-4);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', '[4, 8]'", "'\"rank_pattern\":{\"model.layers.0.self_attn.q_proj.lora_E\":[true,true,true,false]},', '[3, 8]'",
			"'\"rank_pattern\":{\"model.layers.0.self_attn.q_proj.lora_E\":[true,2]},', true and false" })
	void refusesAFileThatHasFewerTripletsThanItsConfigurationSays(String pattern, String need, @TempDir Path folder) throws IOException {
		write(folder, pattern, 2);
		try (LanguageModel model = tiny(Map.of("initialRank", 4))) {
			assertThatThrownBy(() -> AdapterFolder.readWeights(folder.resolve(AdapterFolder.WEIGHTS), model)).isInstanceOf(Problem.Refused.class)
				.hasMessageContaining(need);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'false,false,false,false', 0", "'true,false,true,false', 2" })
	void readsALayerOfWhichAnyNumberOfTripletsIsLeft(String flags, int left, @TempDir Path folder) throws IOException {
		write(folder, "\"rank_pattern\":{\"model.layers.0.self_attn.q_proj.lora_E\":[" + flags + "]},", left);
		try (LanguageModel model = tiny(Map.of("initialRank", 4))) {
			AdapterFolder.readWeights(folder.resolve(AdapterFolder.WEIGHTS), model);
			model.parameters().byName().forEach((name, parameter) -> {
				int whole = (int) parameter.size();
				assertThat(nonZero(parameter.array().toFloatArray())).as(name).isEqualTo(name.contains("layers.0.self_attn.q") ? whole * left / 4 : whole);
			});
		}
	}

	/** An adapter of ones for the tiny model, of whose first layer only some triplets are left. */
	private static void write(Path folder, String pattern, int left) throws IOException {
		Files.writeString(folder.resolve("adapter_config.json"), "{" + pattern + "\"peft_type\":\"ADALORA\",\"init_r\":4}");
		Map<String, Safetensors.Floats> tensors = new HashMap<>();
		try (LanguageModel model = tiny(Map.of("initialRank", 4))) {
			model.parameters().byName().forEach((name, parameter) -> {
				long[] shape = parameter.shape().getShape().clone();
				shape[name.endsWith("lora_B") ? 1 : 0] = name.contains("layers.0.self_attn.q") ? left : 4;
				float[] ones = new float[(int) (shape[0] * shape[1])];
				Arrays.fill(ones, 1);
				tensors.put("base_model.model." + name, new Safetensors.Floats(ones, shape));
			});
		}
		Safetensors.write(folder.resolve(AdapterFolder.WEIGHTS), tensors, Map.of("format", "pt"));
	}

	@Test
	void trainsAsManyParametersAsTheReferenceUnderTheSamePenalty() {
		Reference reference = Reference.at(GOLDEN.resolve("adapter"));
		try (LanguageModel model = imported(reference.folder()); NDManager step = ops.newManager()) {
			assertThat(model.parameters().trainableCount()).isEqualTo(reference.number("trainableParameters"));
			double penalty = model.hooks().penalty(model.pass(step, reference.batch().sequences(model))).getFloat();
			assertThat(penalty).isCloseTo(reference.decimal("penalty"), within(1e-5));
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, 100, 60", "50, 100, 120", "0, 0, 1", "20, 0, 20" })
	void aRunTooShortForItsSchedulePrunesNothing(int tInit, int tFinal, int steps) {
		Map<String, Object> settings = Map.of("tInit", tInit, "tFinal", tFinal, "interval", 1, "initialRank", 4, "targetRank", 1);
		try (LanguageModel model = tiny(settings); NDManager state = ops.newManager()) {
			Map<String, NDArray> ones = new HashMap<>();
			model.parameters().byName().forEach((name, parameter) -> ones.put(name, state.ones(parameter.shape())));
			ones.forEach(model.parameters()::assign);
			for (int step = 1; step <= steps; step++) {
				model.hooks().stepped(step, steps, ones);
			}
			model.parameters().byName().forEach((name, parameter) -> assertThat(parameter.array().toFloatArray()).as(name).containsOnly(1));
		}
	}

	private static LanguageModel tiny(Map<String, Object> settings) {
		return Architectures.build(Json.tree("tiny", TINY), Weights.random(0.1), Toy.adaptation(Methods.REGISTRY.get("adalora"), settings), ops);
	}

	private static LanguageModel imported(Path adapter) {
		MethodSetting setting = HfPeftConfig.read(Reference.text(adapter.resolve("adapter_config.json")), "llama");
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		Settings settings = new Settings(method.card(), SettingsCheck.complete(method.card(), setting).settings());
		LanguageModel model = Architectures.load(BASE, method.configure(settings), ops);
		AdapterFolder.readWeights(adapter.resolve(AdapterFolder.WEIGHTS), model);
		return model;
	}

	private static void assertEqual(LanguageModel model, Reference reference) {
		double worst = worstLogit(model, reference);
		Reference.Batch batch = reference.batch();
		try (NDManager step = ops.newManager()) {
			NDArray logits = model.logits(model.hidden(step, batch.sequences(model)));
			double loss = ops.call("cross_entropy", logits.reshape(-1, logits.getShape().get(2)), step.create(batch.targets(model))).getFloat();
			System.out.printf("AdaLoRA: worst logit error %.1e, loss error %.1e%n", worst, Math.abs(loss - reference.loss()));
			assertThat(worst).isLessThan(1e-4);
			assertThat(loss).isCloseTo(reference.loss(), within(1e-5));
		}
	}

	private static double worstLogit(LanguageModel model, Reference reference) {
		Reference.Batch batch = reference.batch();
		try (NDManager step = ops.newManager()) {
			return batch.worstAtRealTokens(model, model.logits(model.hidden(step, batch.sequences(model))).toFloatArray(), reference.floats("logits"), 0);
		}
	}

	/** One schedule's steps: weights before the pruning, gradients, and what was left. */
	private record Schedule(JsonNode json, Safetensors tensors) {

		static Schedule of(int number) {
			Path folder = GOLDEN.resolve("schedule-" + number);
			JsonNode json = Json.tree("expected.json", Reference.text(folder.resolve("expected.json")));
			return new Schedule(json, Safetensors.open(folder.resolve("expected.safetensors")));
		}

		int whole(String key) {
			return json.get(key).asInt();
		}

		Map<String, Object> settings() {
			return Map.of("initialRank", 4, "targetRank", 2, "tInit", whole("tInit"), "tFinal", whole("tFinal"), "interval", whole("interval"));
		}

		float[] floats(int step, String what, String parameter) {
			ByteBuffer bytes = tensors.bytes(step + "." + what + "." + parameter);
			float[] values = new float[bytes.remaining() / Float.BYTES];
			bytes.asFloatBuffer().get(values);
			return values;
		}

		NDArray array(NDManager step, int number, String what, String parameter) {
			return step.create(floats(number, what, parameter), new Shape(tensors.tensor(number + "." + what + "." + parameter).shape()));
		}

	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void leavesTheSameTripletsAsTheReferenceAfterEveryStep(int number) {
		Schedule schedule = Schedule.of(number);
		int steps = schedule.whole("steps");
		try (LanguageModel model = tiny(schedule.settings())) {
			for (int step = 1; step <= steps; step++) {
				Map<String, float[]> left = stepped(model, schedule, step, steps);
				int now = step;
				left.forEach((name, values) -> assertThat(values).as("%s after step %d", name, now).containsExactly(schedule.floats(now, "after", name)));
				assertThat(left.values().stream().mapToInt(AdaLoraTest::nonZero).sum()).isEqualTo(schedule.json().get("left").get(step - 1).asInt());
			}
		}
	}

	/** Every E after the step. */
	private static Map<String, float[]> stepped(LanguageModel model, Schedule schedule, int step, int steps) {
		try (NDManager scratch = ops.newManager()) {
			Map<String, NDArray> gradients = new HashMap<>();
			for (String name : model.parameters().byName().keySet()) {
				model.parameters().assign(name, schedule.array(scratch, step, "weight", name));
				gradients.put(name, schedule.array(scratch, step, "gradient", name));
			}
			model.hooks().stepped(step, steps, gradients);
		}
		Map<String, float[]> left = new HashMap<>();
		model.parameters().byName().forEach((name, parameter) -> {
			if (name.endsWith("lora_E")) {
				left.put(name, parameter.array().toFloatArray());
			}
		});
		return left;
	}

	private static int nonZero(float[] values) {
		int count = 0;
		for (float value : values) {
			count += value == 0 ? 0 : 1;
		}
		return count;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void smoothsImportanceAsTheReferenceDoes(int number) {
		Schedule schedule = Schedule.of(number);
		int last = schedule.whole("steps") - schedule.whole("tFinal") - 1;
		String prefix = last + ".sensitivity.";
		List<String> found = schedule.tensors().names().stream().filter(name -> name.startsWith(prefix)).toList();
		assertThat(found).hasSize(12);
		List<String> names = found.stream().map(name -> name.substring(prefix.length())).toList();
		for (String name : names) {
			try (NDManager scratch = ops.newManager()) {
				Shape shape = schedule.array(scratch, 1, "weight", name).getShape();
				NDArray sensitivity = scratch.zeros(shape);
				NDArray uncertainty = scratch.zeros(shape);
				for (int step = 1; step <= last; step++) {
					ops.update("importance", schedule.array(scratch, step, "gradient", name), schedule.array(scratch, step, "weight", name), sensitivity,
							uncertainty, ops.constant(0.85), ops.constant(0.85));
				}
				assertClose(sensitivity.toFloatArray(), schedule.floats(last, "sensitivity", name));
				assertClose(uncertainty.toFloatArray(), schedule.floats(last, "uncertainty", name));
			}
		}
	}

	private static void assertClose(float[] got, float[] want) {
		assertThat(nonZero(want)).isPositive();
		assertThat(got).containsExactly(want, within(1e-6f));
	}

}
