package org.peftboard.evaluator.method;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What must hold for every method. */
class MethodBatteryTest {

	private static final long[] IDS = { 1, 5, 9, 13, 17, 21, 1, 6, 11, 16, 21, 26 };

	private static final Shape SHAPE = new Shape(2, 6);

	/** for a LLaMA of width 32, inner width 48, 2 layers, 4 heads of width 8, 2 groups, vocabulary 64, untied; LoRA of rank 8 on queries and values */
	private static final Map<String, Long> TRAINABLE = Map.of("none", 0L, "lora", 2L * 8 * ((32 + 32) + (32 + 16)), "ln-tuning", 5L * 32,
			"full-fine-tuning", 2L * 64 * 32 + 2 * (32 * 32 * 2 + 2 * 32 * 16 + 3 * 32 * 48) + 5 * 32);

	private static Ops ops;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	static Stream<String> methods() {
		return Methods.REGISTRY.ids().stream();
	}

	static Stream<String> trained() {
		return methods().filter(id -> !id.equals(Methods.NONE));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void hasExactlyTheTrainableParametersOfItsFormula(String id) {
		try (LanguageModel model = model(id)) {
			assertThat(TRAINABLE).containsKey(id);
			assertThat(model.parameters().trainableCount()).isEqualTo(TRAINABLE.get(id));
		}
	}

	@ParameterizedTest
	@MethodSource("methods")
	void equalsTheBaseModelAtTheStart(String id) {
		try (LanguageModel base = Toy.llama(ops, Adaptation.NONE, 3, false); LanguageModel model = withWeightsOf(base, id)) {
			assertThat(logits(model)).containsExactly(logits(base));
		}
	}

	@ParameterizedTest
	@MethodSource("trained")
	void movesEveryTrainedParameterAndNoFrozenOne(String id) {
		try (LanguageModel model = model(id)) {
			Map<String, float[]> trainedBefore = copy(model.parameters().byName());
			Map<String, float[]> baseBefore = copy(model.weights());
			train(model, 5);
			model.parameters().byName().forEach((name, array) -> assertThat(array.toFloatArray()).as(name).isNotEqualTo(trainedBefore.get(name)));
			model.weights().forEach((name, array) -> {
				if (!model.parameters().byName().containsValue(array)) {
					assertThat(array.toFloatArray()).as(name).isEqualTo(baseBefore.get(name));
				}
			});
		}
	}

	@ParameterizedTest
	@MethodSource("trained")
	void savesAndLoadsToEqualLogits(String id, @TempDir java.nio.file.Path folder) throws Exception {
		try (LanguageModel model = model(id); LanguageModel other = model(id)) {
			train(model, 5);
			AdapterFolder.writeWeights(folder.resolve("adapter.safetensors"), model, "base_model.model.");
			AdapterFolder.readWeights(folder.resolve("adapter.safetensors"), other);
			assertThat(logits(other)).containsExactly(logits(model));
		}
	}

	@ParameterizedTest
	@MethodSource("trained")
	void mergesToEqualLogitsIfItsCardSaysSo(String id) {
		try (LanguageModel model = model(id)) {
			train(model, 5);
			boolean mergeable = Methods.REGISTRY.get(id).card().mergeable();
			assertThat(model.parameters().merges().isEmpty()).isEqualTo(!mergeable);
			if (mergeable) {
				assertMerged(model);
			}
		}
	}

	private static void assertMerged(LanguageModel model) {
		try (LanguageModel plain = Toy.llama(ops, Adaptation.NONE, 3, false); NDManager scratch = ops.newManager()) {
			for (Map.Entry<String, NDArray> weight : plain.weights().entrySet()) {
				Supplier<NDArray> merged = model.parameters().merges().get(weight.getKey());
				NDArray value = merged == null ? model.weights().get(weight.getKey()) : merged.get();
				ops.update("assign", weight.getValue(), value);
			}
			float[] want = logits(model);
			float[] got = logits(plain);
			for (int index = 0; index < want.length; index++) {
				assertThat(got[index]).isCloseTo(want[index], within(1e-5f));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("trained")
	void repeatsBitForBitWithOneSeed(String id) {
		try (LanguageModel one = model(id); LanguageModel other = model(id)) {
			assertThat(train(one, 5)).isEqualTo(train(other, 5));
			assertThat(logits(one)).containsExactly(logits(other));
		}
	}

	@Test
	void dropoutActsInTrainingAndNowhereElse() {
		PeftMethod lora = Methods.REGISTRY.get("lora");
		try (LanguageModel model = Toy.llama(ops, Toy.adaptation(lora, Map.of("dropout", 0.5)), 3, false)) {
			train(model, 3);
			assertThat(logits(model)).containsExactly(logits(model));
			model.parameters().setTraining(true);
			assertThat(logits(model)).isNotEqualTo(logits(model));
		}
	}

	private static LanguageModel model(String id) {
		return Toy.llama(ops, Toy.adaptation(Methods.REGISTRY.get(id), Map.of()), 3, false);
	}

	/** The method's model with the base's weights: what the method draws at random would else move the base's random numbers. */
	private static LanguageModel withWeightsOf(LanguageModel base, String id) {
		LanguageModel model = model(id);
		model.weights().forEach((name, array) -> ops.update("assign", array, base.weights().get(name)));
		return model;
	}

	private static float[] logits(LanguageModel model) {
		try (NDManager step = ops.newManager()) {
			return model.logits(model.hidden(step.create(IDS, SHAPE))).toFloatArray();
		}
	}

	private static List<Float> train(LanguageModel model, int steps) {
		model.parameters().setTraining(true);
		ops.seed(11);
		try (NDManager state = ops.newManager()) {
			AdamW optimizer = new AdamW(ops, state, model.parameters().arrays(), new AdamW.Settings(0.9, 0.999, 0.01, 1e-8));
			return Stream.generate(() -> step(model, optimizer)).limit(steps).toList();
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	private static float step(LanguageModel model, AdamW optimizer) {
		try (NDManager step = ops.newManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			NDArray logits = model.logits(model.hidden(step.create(IDS, SHAPE)));
			NDArray loss = ops.call("cross_entropy", logits.reshape(12, 64), step.create(new long[] { 5, 9, 13, 17, 21, 2, 6, 11, 16, 21, 26, 2 }));
			optimizer.update(step, 1e-2, ops.gradients(loss, model.parameters().arrays()));
			return loss.getFloat();
		}
	}

	private static Map<String, float[]> copy(Map<String, NDArray> arrays) {
		Map<String, float[]> copy = new HashMap<>();
		arrays.forEach((name, array) -> copy.put(name, array.toFloatArray()));
		return copy;
	}

}
