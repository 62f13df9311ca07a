package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrainerTest {

	private static final TokenBatch.Row LONG = new TokenBatch.Row(new int[] { 1, 5, 6, 7, 8, 9, 2 }, 2);

	private static final TokenBatch.Row SHORT = new TokenBatch.Row(new int[] { 1, 10, 11, 2 }, 2);

	@Test
	void accumulatedBatchesMoveTheWeightsAsOneBatchOfAllDoes() {
		List<float[]> together = weightsAfterThreeSteps(Protocol.Optimization.PLAIN, List.of(TokenBatch.of(List.of(LONG, SHORT), 0)));
		List<float[]> apart = weightsAfterThreeSteps(Protocol.Optimization.PLAIN, List.of(TokenBatch.of(List.of(LONG), 0), TokenBatch.of(List.of(SHORT), 0)));
		assertThat(apart).hasSameSizeAs(together);
		for (int weight = 0; weight < together.size(); weight++) {
			assertThat(apart.get(weight)).as("weight %d", weight).containsExactly(together.get(weight), within(2e-6f));
		}
	}

	@Test
	void normsDoNotDecayWhereTheProtocolSparesThem() {
		AdamW.Settings strong = new AdamW.Settings(0.9, 0.999, 0.5, 1e-8);
		Map<String, NDArray> decayed = weights(new Protocol.Optimization(Schedule.Shape.LINEAR, 0, strong, true, 1));
		Map<String, NDArray> spared = weights(new Protocol.Optimization(Schedule.Shape.LINEAR, 0, strong, false, 1));
		List<String> different = decayed.keySet().stream().filter(name -> !decayed.get(name).equals(spared.get(name))).toList();
		assertThat(different).isNotEmpty().allMatch(name -> name.contains("norm"));
		assertThat(decayed.keySet().stream().filter(name -> name.contains("norm"))).containsExactlyInAnyOrderElementsOf(different);
	}

	static Stream<Arguments> trained() {
		return Stream.of("llama", "gpt2", "t5").flatMap(toy -> Methods.REGISTRY.ids().stream().filter(id -> !id.equals(Methods.NONE)).map(id -> Arguments.of(id, toy)));
	}

	/** The engine's fused update reads memory and not places: a gradient that lay in another order would move other weights than its own. */
	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void everyWeightMovesAgainstItsOwnGradient(String id, String toy) {
		movesAgainstGradients(id, toy, Protocol.Optimization.PLAIN);
		movesAgainstGradients(id, toy, Protocol.Optimization.PLAIN.withCheckpointedActivations());
	}

	private void movesAgainstGradients(String id, String toy, Protocol.Optimization optimization) {
		ops.seed(4);
		try (LanguageModel model = Architectures.build(Toy.config(toy), Weights.random(0.1), Toy.adaptation(Methods.REGISTRY.get(id), Toy.settings(id)), ops);
				Trainer trainer = new Trainer(model, optimization)) {
			TokenBatch batch = TokenBatch.of(model, List.of(LONG, SHORT), 0);
			List<float[]> before = numbers(model.parameters().arrays());
			List<float[]> gradients = gradients(model, batch);
			trainer.step(batch, RATE);
			List<float[]> after = numbers(model.parameters().arrays());
			for (int weight = 0; weight < before.size(); weight++) {
				assertThat(after.get(weight)).as("weight %d", weight).containsExactly(moved(before.get(weight), gradients.get(weight), after.get(weight)), within(RATE / 20));
			}
		}
	}

	private static final float RATE = 1e-3f;

	/** AdamW's first step without decay: w − η · g ÷ (|g| + ε); clipping cancels out but for ε. Where g is next to nothing its sign is noise, and any end is right. */
	private static float[] moved(float[] weight, float[] gradient, float[] after) {
		float[] moved = weight.clone();
		for (int place = 0; place < moved.length; place++) {
			moved[place] = Math.abs(gradient[place]) < 1e-6f ? after[place] : weight[place] - RATE * Math.signum(gradient[place]);
		}
		return moved;
	}

	private List<float[]> gradients(LanguageModel model, TokenBatch batch) {
		model.parameters().setTraining(true);
		try (NDManager step = ops.newManager()) {
			return numbers(Backward.keepingActivations(model, model).gradients(step, batch).ofWeights());
		}
		finally {
			model.parameters().setTraining(false);
		}
	}

	private static List<float[]> numbers(List<NDArray> arrays) {
		return arrays.stream().map(NDArray::toFloatArray).toList();
	}

	private final Ops ops = Ops.on("cpu");

	@AfterEach
	void closeTheEngine() {
		ops.close();
	}

	private LanguageModel model() {
		ops.seed(4);
		return Architectures.build(Toy.config("llama"), Weights.random(0.1), Toy.adaptation(Methods.REGISTRY.get("full-fine-tuning"), Map.of()), ops);
	}

	private List<float[]> weightsAfterThreeSteps(Protocol.Optimization optimization, List<TokenBatch> batches) {
		try (LanguageModel model = model(); Trainer trainer = new Trainer(model, optimization)) {
			for (int step = 0; step < 3; step++) {
				trainer.step(batches, 1e-3);
			}
			List<float[]> weights = new ArrayList<>();
			model.parameters().arrays().forEach(weight -> weights.add(weight.toFloatArray()));
			return weights;
		}
	}

	/** The weights after one step, in memory that no model owns. */
	private Map<String, NDArray> weights(Protocol.Optimization optimization) {
		try (LanguageModel model = model(); Trainer trainer = new Trainer(model, optimization)) {
			trainer.step(TokenBatch.of(List.of(LONG), 0), 1e-2);
			Map<String, NDArray> weights = new java.util.LinkedHashMap<>();
			model.parameters().byName().forEach((name, weight) -> weights.put(name, ops.copy(weight.array())));
			return weights;
		}
	}

}
