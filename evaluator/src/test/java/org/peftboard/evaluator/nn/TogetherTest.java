package org.peftboard.evaluator.nn;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Sequences;
import org.peftboard.evaluator.model.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TogetherTest {

	private final Ops ops = Ops.on("cpu");

	@AfterEach
	void closeTheEngine() {
		ops.close();
	}

	@Test
	void runsWhatIsNotedInOneCallAndCompilesItOnce() {
		try (NDManager step = ops.newManager()) {
			NDArray x = step.create(new float[] { 1, 2, 3 }, new Shape(1, 3));
			for (int time = 0; time < 3; time++) {
				NDArray y = ops.together(this, () -> ops.call("add", ops.call("relu", x), x));
				assertThat(y.toFloatArray()).containsExactly(2, 4, 6);
				assertThat(y.getManager()).isSameAs(step);
			}
			assertThat(ops.programs()).isEqualTo(1);
		}
	}

	@Test
	void runsOperationByOperationWhereAShapeIsAskedForOnTheWay() {
		AtomicInteger times = new AtomicInteger();
		try (NDManager step = ops.newManager()) {
			NDArray x = step.create(new float[] { 1, -2 }, new Shape(1, 2));
			for (int time = 0; time < 2; time++) {
				NDArray y = ops.together(this, () -> {
					times.incrementAndGet();
					NDArray seen = ops.call("relu", x);
					assertThat(seen.getShape().dimension()).isEqualTo(2);
					return ops.call("add", seen, x);
				});
				assertThat(y.toFloatArray()).containsExactly(2, -2);
			}
			assertThat(ops.programs()).isZero();
			assertThat(times).as("noted once in vain, then run twice").hasValue(3);
		}
	}

	/** A new token is one call on these; others fall back, with the same numbers, as the parity tests and the battery see. */
	@ParameterizedTest
	@CsvSource({ "llama,none", "llama,lora", "llama,ia3", "llama,houlsby", "llama,prefix-tuning", "llama,prompt-tuning", "gpt2,none", "gpt2,lora", "mistral,lora",
			"qwen2,lora", "qwen3,lora", "gemma3,none", "gemma3,lora", "t5,none", "t5,lora", "t5-v1.1,ia3" })
	void decodesATokenInOneCall(String name, String method) {
		Adaptation adaptation = method.equals("none") ? Adaptation.NONE : Toy.adaptation(Methods.REGISTRY.get(method), Map.of());
		try (LanguageModel model = Architectures.build(Toy.config(name), Weights.random(0.1), adaptation, ops)) {
			Sequences.Rows prompts = Prompts.of(List.of(new int[] { 5, 6, 7, 8 }, new int[] { 9, 10 }), 0, Prompts.Padding.LEFT);
			try (KeyValueCache cache = model.newCache(prompts, 4); NDManager step = ops.newManager()) {
				model.read(step, prompts, cache);
				int programs = ops.programs();
				float[] together = model.next(step.create(new long[] { 11, 12 }, new Shape(2, 1)), cache).toFloatArray();
				assertThat(ops.programs()).isEqualTo(programs + 1);
				assertThat(together).hasSize(2 * 64).doesNotContain(Float.NaN);
				assertThat(together).containsExactly(eagerly(model, prompts), within(1e-5f));
			}
		}
	}

	/** The same token with the engine told to run every operation by itself. */
	private float[] eagerly(LanguageModel model, Sequences.Rows prompts) {
		ops.neverTogether(model);
		try (KeyValueCache cache = model.newCache(prompts, 4); NDManager step = ops.newManager()) {
			model.read(step, prompts, cache);
			int programs = ops.programs();
			float[] scores = model.next(step.create(new long[] { 11, 12 }, new Shape(2, 1)), cache).toFloatArray();
			assertThat(ops.programs()).isEqualTo(programs);
			return scores;
		}
	}

}
