package org.peftboard.evaluator.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.evaluator.Reference;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against what Hugging Face computes on tiny models; where the values come from stands in {@code hf/README.md}. */
class HuggingFaceParityTest {

	private static Ops ops;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
	}

	@AfterAll
	static void close() {
		ops.close();
	}

	@Test
	void baseModelEqualsTheReference() {
		Reference reference = Reference.of("llama");
		try (LanguageModel model = Architectures.load(reference.folder(), Adaptation.NONE, ops)) {
			assertThat(model.baseCount()).isEqualTo(reference.number("parameters"));
			assertEqual(model, reference);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lora", "ln-tuning" })
	void adapterEqualsTheReference(String adapter) {
		Reference reference = Reference.of("llama/adapters/" + adapter);
		try (LanguageModel model = adapted(Reference.of("llama").folder(), reference.folder())) {
			AdapterFolder.readWeights(reference.folder().resolve(AdapterFolder.WEIGHTS), model);
			assertThat(model.parameters().trainableCount()).isEqualTo(reference.number("trainableParameters"));
			assertEqual(model, reference);
		}
	}

	@Test
	void tenTrainingStepsFollowTheReference() {
		Reference reference = Reference.of("llama/training/lora");
		Path initial = reference.folder().resolve("initial");
		try (LanguageModel model = adapted(Reference.of("llama").folder(), initial); NDManager state = ops.newManager()) {
			AdapterFolder.readWeights(initial.resolve(AdapterFolder.WEIGHTS), model);
			List<NDArray> weights = model.parameters().arrays();
			AdamW optimizer = new AdamW(ops, state, weights, new AdamW.Settings(0.9, 0.999, 0.01, 1e-8));
			List<Double> losses = new ArrayList<>();
			for (int step = 0; step < 10; step++) {
				double share = step < 2 ? step / 2.0 : (10 - step) / 8.0;
				losses.add(step(model, optimizer, reference.batch(step), 5e-3 * share));
			}
			double worst = 0;
			for (int step = 0; step < 10; step++) {
				worst = Math.max(worst, Math.abs(losses.get(step) - reference.losses().get(step)));
			}
			System.out.printf("parity llama/training/lora: worst loss error %.2e%n", worst);
			assertThat(worst).isLessThan(1e-3);
			assertFinalAdapter(model, reference.folder().resolve("final"));
		}
	}

	private static double step(LanguageModel model, AdamW optimizer, Reference.Batch batch, double learningRate) {
		try (NDManager step = ops.newManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			NDArray logits = model.logits(model.hidden(step.create(batch.ids(), batch.shape())));
			NDArray loss = ops.call("cross_entropy", logits.reshape(-1, logits.getShape().get(2)), step.create(batch.shiftedLabels()));
			List<NDArray> gradients = ops.gradients(loss, model.parameters().arrays());
			ops.clip(step, gradients, 1);
			optimizer.update(step, learningRate, gradients);
			return loss.getFloat();
		}
	}

	private static void assertFinalAdapter(LanguageModel model, Path expected) {
		try (LanguageModel other = adapted(Reference.of("llama").folder(), expected)) {
			AdapterFolder.readWeights(expected.resolve(AdapterFolder.WEIGHTS), other);
			double worst = 0;
			for (String name : other.parameters().byName().keySet()) {
				float[] want = other.parameters().byName().get(name).toFloatArray();
				float[] got = model.parameters().byName().get(name).toFloatArray();
				worst = Math.max(worst, worst(got, want));
			}
			System.out.printf("parity llama/training/lora: worst final adapter error %.2e%n", worst);
			assertThat(worst).isLessThan(1e-3);
		}
	}

	private static LanguageModel adapted(Path base, Path adapter) {
		MethodSetting setting = HfPeftConfig.read(Reference.text(adapter.resolve("adapter_config.json")));
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		return Architectures.load(base, method.configure(new Settings(method.card(), setting.settings())), ops);
	}

	private static void assertEqual(LanguageModel model, Reference reference) {
		Reference.Batch batch = reference.batch();
		try (NDManager step = ops.newManager()) {
			NDArray logits = model.logits(model.hidden(step.create(batch.ids(), batch.shape())));
			double worst = batch.worstAtRealTokens(logits.toFloatArray(), reference.floats("logits"));
			NDArray loss = ops.call("cross_entropy", logits.reshape(-1, logits.getShape().get(2)), step.create(batch.shiftedLabels()));
			System.out.printf("parity %s: worst logit error %.2e, loss error %.2e%n", reference.name(), worst, Math.abs(loss.getFloat() - reference.loss()));
			assertThat(worst).isLessThan(1e-4);
			assertThat((double) loss.getFloat()).isCloseTo(reference.loss(), within(1e-5));
		}
		assertThat(greedy(model, reference.longs("greedy"))).containsExactly(reference.longs("greedy"));
		assertPaddingOnTheLeftChangesNothing(model, batch);
	}

	private static long[] greedy(LanguageModel model, long[] expected) {
		long[] tokens = java.util.Arrays.copyOf(expected, expected.length);
		try (KeyValueCache cache = model.newCache(1, tokens.length, null); NDManager step = ops.newManager()) {
			NDArray scores = model.next(step.create(java.util.Arrays.copyOf(tokens, 6), new Shape(1, 6)), cache);
			for (int place = 6; place < tokens.length; place++) {
				tokens[place] = ops.call("argmax", scores).getLong(0);
				scores = model.next(step.create(new long[] { tokens[place] }, new Shape(1, 1)), cache);
			}
		}
		return tokens;
	}

	/** The two rows of the batch through a cache, the shorter one padded on the left, against the pass over whole sequences. */
	private static void assertPaddingOnTheLeftChangesNothing(LanguageModel model, Reference.Batch batch) {
		int tokens = (int) batch.shape().get(1);
		long[] shifted = batch.ids().clone();
		long[][] mask = { new long[tokens], new long[tokens] };
		java.util.Arrays.fill(mask[0], 1);
		java.util.Arrays.fill(mask[1], 3, tokens, 1);
		System.arraycopy(batch.ids(), tokens, shifted, tokens + 3, tokens - 3);
		java.util.Arrays.fill(shifted, tokens, tokens + 3, 0);
		try (KeyValueCache cache = model.newCache(2, tokens + 1, mask); NDManager step = ops.newManager()) {
			float[] whole = model.logits(model.hidden(step.create(batch.ids(), batch.shape()))).toFloatArray();
			float[] got = model.next(step.create(shifted, batch.shape()), cache).toFloatArray();
			int vocabulary = got.length / 2;
			for (int entry = 0; entry < vocabulary; entry++) {
				assertThat(got[entry]).isCloseTo(whole[(tokens - 1) * vocabulary + entry], within(1e-4f));
				assertThat(got[vocabulary + entry]).isCloseTo(whole[(tokens + tokens - 4) * vocabulary + entry], within(1e-4f));
			}
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
