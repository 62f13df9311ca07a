package org.peftboard.evaluator.method;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.MergedFolder;
import org.peftboard.evaluator.adapter.ModuleNames;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.hub.Safetensors;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.Counted;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Sequences;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What must hold for every method on every architecture. */
class MethodBatteryTest {

	private static final long[] IDS = { 1, 5, 9, 13, 17, 21, 1, 6, 11, 16, 21, 26 };

	private static final Shape SHAPE = new Shape(2, 6);

	private static final long[] TARGETS = { 5, 9, 13, 17, 21, 2, 6, 11, 16, 21, 26, 2 };

	private static final int STEPS = 4;

	@TempDir
	private static Path bases;

	private static Ops ops;

	@BeforeAll
	static void load() throws IOException {
		ops = Ops.on("cpu");
		for (String toy : Toy.names()) {
			Path folder = Files.createDirectories(bases.resolve(toy));
			ops.seed(3);
			try (LanguageModel model = Architectures.build(Toy.config(toy), Weights.random(0.1), Adaptation.NONE, ops)) {
				Json.write(folder.resolve("config.json"), Toy.config(toy));
				Safetensors.write(folder.resolve("model.safetensors"), MergedFolder.tensors(model), Map.of());
			}
		}
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	static Stream<Arguments> pairs() {
		return Toy.names().stream().flatMap(toy -> Methods.REGISTRY.ids().stream().map(id -> Arguments.of(id, toy)));
	}

	static Stream<Arguments> trained() {
		return pairs().filter(pair -> !pair.get()[0].equals(Methods.NONE));
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("pairs")
	void equalsTheBaseModelAtTheStartIfItsCardSaysSo(String id, String toy) {
		try (LanguageModel base = base(toy); LanguageModel model = model(id, toy)) {
			double difference = worst(logits(model), logits(base));
			if (Methods.REGISTRY.get(id).card().startsAsBase()) {
				assertThat(difference).isLessThan(1e-5);
			}
			else {
				assertThat(difference).isGreaterThan(1e-4);
			}
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void movesEveryTrainedParameterAndNoFrozenOne(String id, String toy) {
		try (LanguageModel model = model(id, toy)) {
			Map<String, float[]> trainedBefore = copy(model.parameters().byName());
			Map<String, float[]> allBefore = copy(model.parameters().saved());
			Map<String, float[]> baseBefore = copy(model.weights());
			train(model);
			model.parameters().byName().forEach((name, moved) -> assertThat(floats(moved)).as(name).isNotEqualTo(trainedBefore.get(name)));
			model.parameters().saved().forEach((name, kept) -> {
				if (!model.parameters().byName().containsKey(name)) {
					assertThat(floats(kept)).as(name).isEqualTo(allBefore.get(name));
				}
			});
			model.weights().forEach((name, weight) -> {
				if (!model.parameters().byName().containsValue(weight)) {
					assertThat(floats(weight)).as(name).isEqualTo(baseBefore.get(name));
				}
			});
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("pairs")
	void countsAsManyParametersFromTheShapeAloneAsItHas(String id, String toy) {
		try (LanguageModel model = model(id, toy)) {
			Counted counted = Architectures.count(Toy.config(toy), adaptation(id));
			assertThat(counted.parameters().trainableCount()).isEqualTo(model.parameters().trainableCount());
			assertThat(counted.parameters().savedCount()).isEqualTo(model.parameters().savedCount());
			assertThat(counted.parameters().byName().keySet()).containsExactlyElementsOf(model.parameters().byName().keySet());
			counted.parameters().byName().forEach((name, one) -> assertThat(one.shape()).isEqualTo(model.parameters().byName().get(name).array().getShape()));
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void savesAndLoadsToEqualLogits(String id, String toy, @TempDir Path folder) throws IOException {
		PeftMethod method = Methods.REGISTRY.get(id);
		Settings settings = new Settings(method.card(), Toy.settings(id));
		try (LanguageModel model = model(id, toy)) {
			train(model);
			AdapterFolder.write(folder, model, method, settings, ModuleNames.of(Toy.config(toy)), toy);
			try (LanguageModel other = AdapterFolder.load(bases.resolve(toy), folder, ops)) {
				assertThat(worst(logits(other), logits(model))).isLessThan(1e-6);
			}
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void mergesToEqualLogitsIfItsCardSaysSoAndLeavesItselfUnmerged(String id, String toy, @TempDir Path folder) throws IOException {
		try (LanguageModel model = model(id, toy)) {
			train(model);
			float[] before = logits(model);
			boolean mergeable = Methods.REGISTRY.get(id).card().mergeable();
			assertThat(model.parameters().merges().isEmpty()).isEqualTo(!mergeable);
			if (!mergeable) {
				assertThatThrownBy(() -> MergedFolder.write(folder, bases.resolve(toy), model)).isInstanceOf(Problem.Refused.class);
				return;
			}
			try (LanguageModel merged = Architectures.build(Toy.config(toy), Weights.of(bases.resolve(toy)).with(model.parameters().merges()),
					Adaptation.NONE, ops)) {
				assertThat(worst(logits(merged), before)).isLessThan(1e-5);
			}
			assertThat(logits(model)).containsExactly(before);
			if (!id.equals("bitfit") || Toy.config(toy).has("attention_bias") || toy.equals("qwen2") || toy.equals("gpt2")) {
				MergedFolder.write(folder, bases.resolve(toy), model);
				try (LanguageModel plain = Architectures.load(folder, Adaptation.NONE, ops)) {
					assertThat(worst(logits(plain), before)).isLessThan(1e-5);
				}
			}
			else {
				assertThatThrownBy(() -> MergedFolder.write(folder, bases.resolve(toy), model)).hasMessageContaining("bias");
			}
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void repeatsBitForBitWithOneSeed(String id, String toy) {
		try (LanguageModel one = model(id, toy); LanguageModel other = model(id, toy)) {
			assertThat(train(one)).isEqualTo(train(other));
			assertThat(logits(one)).containsExactly(logits(other));
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void continuesPaddedPromptsThroughTheCacheAsEachAloneInOnePass(String id, String toy) {
		try (LanguageModel model = model(id, toy)) {
			train(model);
			int[][] prompts = { { 4, 5, 9, 13, 17, 21 }, { 6, 11, 16, 26 } };
			for (Prompts.Padding side : Prompts.Padding.values()) {
				float[] continued = continued(model, Prompts.of(List.of(prompts), 0, side));
				assertThat(worst(Arrays.copyOf(continued, 64), alone(model, prompts[0]))).as("padded %s", side).isLessThan(1e-4);
				assertThat(worst(Arrays.copyOfRange(continued, 64, 128), alone(model, prompts[1]))).as("padded %s", side).isLessThan(1e-4);
			}
		}
	}

	/** Scores behind the prompt and two more tokens. */
	private static float[] continued(LanguageModel model, Sequences.Rows prompts) {
		try (KeyValueCache cache = model.newCache(prompts, 3); NDManager step = ops.newManager()) {
			model.read(step, prompts, cache);
			model.next(step.create(new long[] { 31, 31 }, new Shape(2, 1)), cache);
			return model.next(step.create(new long[] { 8, 8 }, new Shape(2, 1)), cache).toFloatArray();
		}
	}

	private static float[] alone(LanguageModel model, int[] prompt) {
		long[] whole = LongStream.concat(Arrays.stream(prompt).asLongStream(), LongStream.of(31, 8)).toArray();
		Sequences sequences = Sequences.of(whole, new Shape(1, whole.length));
		if (model.hasEncoder()) {
			sequences = new Sequences(Sequences.of(new long[] { model.decoderStart(), 31, 8 }, new Shape(1, 3)).tokens(),
					Prompts.of(List.of(prompt), 0, Prompts.Padding.LEFT));
		}
		try (NDManager step = ops.newManager()) {
			float[] scores = model.logits(model.hidden(step, sequences)).toFloatArray();
			return Arrays.copyOfRange(scores, scores.length - 64, scores.length);
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void leavesNoTensorBehind(String id, String toy) {
		try (LanguageModel model = model(id, toy)) {
			train(model);
			generate(model);
			NDManager owner = model.weights().values().iterator().next().array().getManager();
			int before = owner.getManagedArrays().size();
			train(model);
			generate(model);
			assertThat(before).isPositive();
			assertThat(owner.getManagedArrays().size()).isEqualTo(before);
		}
	}

	private static void generate(LanguageModel model) {
		Sequences.Rows prompts = new Sequences.Rows(IDS, SHAPE, null);
		try (KeyValueCache cache = model.newCache(prompts, 3); NDManager step = ops.newManager()) {
			model.read(step, prompts, cache);
			model.next(step.create(new long[] { 4, 5 }, new Shape(2, 1)), cache);
		}
	}

	@Test
	void dropoutActsInTrainingAndNowhereElse() {
		for (String id : List.of("lora", "dora", "vera")) {
			PeftMethod method = Methods.REGISTRY.get(id);
			try (LanguageModel model = Toy.llama(ops, Toy.adaptation(method, Map.of("dropout", 0.5)), 3, false)) {
				train(model);
				assertThat(logits(model)).containsExactly(logits(model));
				model.parameters().setTraining(true);
				assertThat(logits(model)).isNotEqualTo(logits(model));
			}
		}
	}

	private static Adaptation adaptation(String id) {
		return Toy.adaptation(Methods.REGISTRY.get(id), Toy.settings(id));
	}

	private static LanguageModel model(String id, String toy) {
		ops.seed(5);
		return Architectures.load(bases.resolve(toy), adaptation(id), ops);
	}

	private static LanguageModel base(String toy) {
		return Architectures.load(bases.resolve(toy), Adaptation.NONE, ops);
	}

	private static Sequences sequences(LanguageModel model) {
		Sequences.Rows rows = new Sequences.Rows(IDS, SHAPE, null);
		return new Sequences(rows, model.hasEncoder() ? rows : null);
	}

	private static float[] logits(LanguageModel model) {
		try (NDManager step = ops.newManager()) {
			return model.logits(model.hidden(step, sequences(model))).toFloatArray();
		}
	}

	private static List<Float> train(LanguageModel model) {
		model.parameters().setTraining(true);
		ops.seed(11);
		List<Float> losses = new ArrayList<>();
		try (NDManager state = ops.newManager()) {
			AdamW optimizer = new AdamW(ops, state, model.parameters().arrays(), new AdamW.Settings(0.9, 0.999, 0.01, 1e-8));
			for (int step = 1; step <= STEPS; step++) {
				losses.add(step(model, optimizer, step));
			}
			return losses;
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	private static float step(LanguageModel model, AdamW optimizer, int number) {
		try (NDManager step = ops.newManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			Pass pass = model.pass(step, sequences(model));
			NDArray logits = model.logits(model.hidden(pass, sequences(model)));
			NDArray loss = ops.call("cross_entropy", logits.reshape(12, 64), step.create(TARGETS));
			NDArray penalty = model.hooks().penalty(pass);
			List<NDArray> gradients = ops.gradients(penalty == null ? loss : ops.call("add", loss, penalty), model.parameters().arrays());
			optimizer.update(step, 1e-2, gradients);
			Map<String, NDArray> byName = new HashMap<>();
			int next = 0;
			for (String name : model.parameters().byName().keySet()) {
				byName.put(name, gradients.get(next++));
			}
			model.hooks().stepped(number, STEPS, byName);
			return loss.getFloat();
		}
	}

	private static float[] floats(Parameter parameter) {
		return parameter.array().toFloatArray();
	}

	private static Map<String, float[]> copy(Map<String, Parameter> parameters) {
		Map<String, float[]> copy = new HashMap<>();
		parameters.forEach((name, parameter) -> copy.put(name, floats(parameter)));
		return copy;
	}

	private static double worst(float[] got, float[] want) {
		double worst = 0;
		for (int index = 0; index < want.length; index++) {
			worst = Math.max(worst, Math.abs(got[index] - want[index]));
		}
		return worst;
	}

}
