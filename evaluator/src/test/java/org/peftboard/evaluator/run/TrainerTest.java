package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
		List<float[]> together = trained(Protocol.Optimization.PLAIN, List.of(TokenBatch.of(List.of(LONG, SHORT), 0)));
		List<float[]> apart = trained(Protocol.Optimization.PLAIN, List.of(TokenBatch.of(List.of(LONG), 0), TokenBatch.of(List.of(SHORT), 0)));
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

	private final Ops ops = Ops.on("cpu");

	@AfterEach
	void closeTheEngine() {
		ops.close();
	}

	private LanguageModel model() {
		ops.seed(4);
		return Architectures.build(Toy.config("llama"), Weights.random(0.1), Toy.adaptation(Methods.REGISTRY.get("full-fine-tuning"), Map.of()), ops);
	}

	private List<float[]> trained(Protocol.Optimization optimization, List<TokenBatch> batches) {
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
