package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Precision;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frozen weights and activations in bfloat16, what trains in float32: every method on every architecture. bfloat16 has 8 significant bits, so one rounding errs by up to
 * 2⁻⁹; a toy's loss of ln 64 passes some tens of them. The other toys, which differ in little here: {@code -Dlow-precision=mistral,qwen2,qwen3,t5-v1.1}.
 */
class LowPrecisionTest {

	private static final double LOSS_TOLERANCE = 0.02;

	/** some twenty roundings, which Gemma widens: it multiplies what it reads by √C and normalises four times a layer */
	private static final double SCORE_TOLERANCE = 0.04;

	private static final int STEPS = 3;

	private static Ops exact;

	private static Ops low;

	@BeforeAll
	static void load() {
		exact = Ops.on("cpu");
		low = Ops.on("cpu", Precision.BFLOAT16);
	}

	@AfterAll
	static void close() {
		exact.close();
		low.close();
	}

	static Stream<Arguments> trained() {
		return Stream.of(System.getProperty("low-precision", "gpt2,llama,gemma3,t5").split(",")).flatMap(toy -> Methods.REGISTRY.ids().stream().filter(id -> !id.equals(Methods.NONE)).map(id -> Arguments.of(id, toy)));
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void trainsAsInFloat32(String id, String toy) {
		List<Double> want = losses(exact, id, toy);
		List<Double> got = losses(low, id, toy);
		for (int step = 0; step < STEPS; step++) {
			assertThat(got.get(step)).as("loss of step %d", step + 1).isBetween(want.get(step) * (1 - LOSS_TOLERANCE), want.get(step) * (1 + LOSS_TOLERANCE));
		}
	}

	private static List<Double> losses(Ops ops, String id, String toy) {
		try (LanguageModel model = model(ops, id, toy); Trainer trainer = new Trainer(model, Protocol.Optimization.PLAIN)) {
			TokenBatch batch = TokenBatch.of(model, List.of(new TokenBatch.Row(new int[] { 1, 5, 6, 7, 8, 9, 2 }, 2), new TokenBatch.Row(new int[] { 1, 10, 11, 2 }, 2)), 0);
			List<Double> losses = new ArrayList<>();
			for (int step = 0; step < STEPS; step++) {
				losses.add(trainer.step(batch, 1e-3));
			}
			return losses;
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void keepsWhatTrainsInFloat32AndTheRestInHalfOfIt(String id, String toy) {
		try (LanguageModel model = model(low, id, toy)) {
			model.parameters().byName().forEach((name, parameter) -> assertThat(parameter.array().getDataType()).as(name).isEqualTo(DataType.FLOAT32));
			model.weights().forEach((name, weight) -> {
				if (!model.parameters().byName().containsValue(weight)) {
					assertThat(weight.array().toByteBuffer().remaining()).as(name).isEqualTo((int) (2 * weight.size()));
				}
			});
		}
	}

	@ParameterizedTest(name = "{0} on {1}")
	@MethodSource("trained")
	void continuesPaddedPromptsThroughTheCacheAsInFloat32(String id, String toy) {
		float[] want = continued(exact, id, toy);
		float[] got = continued(low, id, toy);
		double squares = 0;
		double errors = 0;
		for (int index = 0; index < want.length; index++) {
			squares += want[index] * want[index];
			errors += (got[index] - want[index]) * (got[index] - want[index]);
		}
		assertThat(Math.sqrt(errors / squares)).as("error by size, both root mean square").isLessThan(SCORE_TOLERANCE);
	}

	private static float[] continued(Ops ops, String id, String toy) {
		try (LanguageModel model = model(ops, id, toy)) {
			var prompts = Prompts.of(List.of(new int[] { 4, 5, 9, 13, 17, 21 }, new int[] { 6, 11, 16, 26 }), 0, Prompts.Padding.LEFT);
			try (KeyValueCache cache = model.newCache(prompts, 3); NDManager step = ops.newManager()) {
				model.read(step, prompts, cache);
				return ops.call("own_float", model.next(step.create(new long[] { 31, 31 }, new Shape(2, 1)), cache)).toFloatArray();
			}
		}
	}

	private static LanguageModel model(Ops ops, String id, String toy) {
		ops.seed(5);
		return Architectures.build(Toy.config(toy), Weights.random(0.1), Toy.adaptation(Methods.REGISTRY.get(id), Toy.settings(id)), ops);
	}

}
