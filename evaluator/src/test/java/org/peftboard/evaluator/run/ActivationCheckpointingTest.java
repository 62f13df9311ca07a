package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Gradients are those of a pass that keeps everything. */
class ActivationCheckpointingTest {

	private static final int STEPS = 3;

	private static Ops ops;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	static Stream<Arguments> trained() {
		return Stream.of("llama", "t5").flatMap(toy -> Methods.REGISTRY.ids().stream().filter(id -> !id.equals(Methods.NONE)).map(id -> Arguments.of(id, toy)));
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void trainsAsWithAllActivationsKept(String id, String toy) {
		Map<String, Object> settings = Toy.settings(id);
		Trained want = train(ops, id, settings, toy, Protocol.Optimization.PLAIN);
		Trained got = train(ops, id, settings, toy, Protocol.Optimization.PLAIN.withCheckpointedActivations());
		for (int step = 0; step < STEPS; step++) {
			assertThat(got.losses().get(step)).as("loss of step %d", step + 1).isCloseTo(want.losses().get(step), within(1e-5));
		}
		for (int place = 0; place < want.gradients().size(); place++) {
			assertThat(got.gradients().get(place)).as("gradient %d", place).containsExactly(want.gradients().get(place), within(1e-5f));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "t5" })
	void dropsTheSameWhenItComputesALayerAgain(String toy) {
		Map<String, Object> settings = Map.of("rank", 4, "alpha", 8, "dropout", 0.5);
		try (LanguageModel model = model(ops, "lora", settings, toy)) {
			NDArray weight = model.parameters().byName().entrySet().stream().filter(entry -> entry.getKey().contains("lora_A")).findFirst().orElseThrow().getValue().array();
			model.parameters().byName().forEach((name, parameter) -> fill(parameter.array()));
			int place = List.copyOf(model.parameters().arrays()).indexOf(weight);
			float[] gradient = gradients(model).get(place);
			float[] numbers = weight.toFloatArray();
			for (int number : new int[] { 0, 3, numbers.length - 1 }) {
				float step = 2e-2f;
				double slope = (lossAt(model, weight, numbers, number, step) - lossAt(model, weight, numbers, number, -step)) / (2 * step);
				assertThat((double) gradient[number]).as("number %d", number).isCloseTo(slope, within(5e-4 + 0.05 * Math.abs(slope)));
			}
			assertThat(lossAt(model, weight, numbers, 0, 0)).as("dropout does something").isNotCloseTo(lossOf(model, Backward.keepingActivations(model, this)), within(1e-6));
		}
	}

	/** LoRA's second matrix begins with zeros, through which nothing is led back. */
	private static void fill(NDArray array) {
		float[] numbers = array.toFloatArray();
		for (int number = 0; number < numbers.length; number++) {
			numbers[number] = (float) Math.sin(number + 1) / 2;
		}
		array.set(numbers);
	}

	private double lossAt(LanguageModel model, NDArray weight, float[] numbers, int number, float by) {
		float[] moved = numbers.clone();
		moved[number] += by;
		weight.set(moved);
		double loss = lossOf(model, fresh(model));
		weight.set(numbers);
		return loss;
	}

	/** With the dropout of a run that begins. */
	private static Backward fresh(LanguageModel model) {
		ops.seed(9);
		return new ActivationCheckpointing(model);
	}

	private static double lossOf(LanguageModel model, Backward backward) {
		model.parameters().setTraining(true);
		try (NDManager step = ops.newManager()) {
			return backward.gradients(step, batch(model)).crossEntropy();
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	private static List<float[]> gradients(LanguageModel model) {
		model.parameters().setTraining(true);
		try (NDManager step = ops.newManager()) {
			return fresh(model).gradients(step, batch(model)).ofWeights().stream().map(NDArray::toFloatArray).toList();
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	@Test
	void trainsInBfloat16Too() {
		try (Ops low = Ops.on("cpu", Precision.BFLOAT16)) {
			for (String toy : List.of("llama", "t5")) {
				Trained want = train(low, "lora", Toy.settings("lora"), toy, Protocol.Optimization.PLAIN);
				Trained got = train(low, "lora", Toy.settings("lora"), toy, Protocol.Optimization.PLAIN.withCheckpointedActivations());
				assertThat(got.losses().get(STEPS - 1)).as(toy).isCloseTo(want.losses().get(STEPS - 1), within(0.02 * want.losses().get(0)));
			}
		}
	}

	/** @param gradients of the first step */
	private record Trained(List<Double> losses, List<float[]> gradients) {
	}

	private static Trained train(Ops ops, String id, Map<String, Object> settings, String toy, Protocol.Optimization optimization) {
		try (LanguageModel model = model(ops, id, settings, toy); Trainer trainer = new Trainer(model, optimization)) {
			List<float[]> gradients = new ArrayList<>();
			model.parameters().setTraining(true);
			try (NDManager step = ops.newManager()) {
				Backward backward = optimization.checkpointsActivations() ? new ActivationCheckpointing(model) : Backward.keepingActivations(model, model);
				backward.gradients(step, batch(model)).ofWeights().forEach(gradient -> gradients.add(gradient.toFloatArray()));
			}
			List<Double> losses = new ArrayList<>();
			for (int step = 0; step < STEPS; step++) {
				losses.add(trainer.step(batch(model), 1e-3));
			}
			return new Trained(losses, gradients);
		}
	}

	private static TokenBatch batch(LanguageModel model) {
		return TokenBatch.of(model, List.of(new TokenBatch.Row(new int[] { 1, 5, 6, 7, 8, 9, 2 }, 2), new TokenBatch.Row(new int[] { 1, 10, 11, 2 }, 2)), 0);
	}

	private static LanguageModel model(Ops ops, String id, Map<String, Object> settings, String toy) {
		ops.seed(5);
		return Architectures.build(Toy.config(toy), Weights.random(0.1), Toy.adaptation(Methods.REGISTRY.get(id), settings), ops);
	}

}
