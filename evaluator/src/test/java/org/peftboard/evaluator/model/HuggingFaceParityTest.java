package org.peftboard.evaluator.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Reference;
import org.peftboard.evaluator.adapter.AdapterFolder;
import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.SettingsCheck;
import org.peftboard.evaluator.method.Methods;
import org.peftboard.evaluator.method.PeftMethod;
import org.peftboard.evaluator.method.Settings;
import org.peftboard.evaluator.nn.AdamW;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against what Hugging Face computes on tiny models; where the values come from stands in {@code hf/README.md}. */
class HuggingFaceParityTest {

	/** worst logit error by model and adapter, printed as a table at the end */
	private static final Map<String, Map<String, Double>> WORST = new TreeMap<>();

	private static Ops ops;

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
	}

	@AfterAll
	static void close() {
		ops.close();
		List<String> columns = WORST.values().stream().flatMap(row -> row.keySet().stream()).distinct().sorted().toList();
		System.out.println("| worst logit error | " + String.join(" | ", columns) + " |");
		System.out.println("|---".repeat(columns.size() + 1) + "|");
		WORST.forEach((model, row) -> System.out.println("| " + model + " | "
				+ String.join(" | ", columns.stream().map(column -> row.containsKey(column) ? "%.1e".formatted(row.get(column)) : "–").toList()) + " |"));
	}

	static Stream<Path> models() {
		return Reference.all("").stream();
	}

	static Stream<Path> adapters() {
		return Reference.all("adapters").stream();
	}

	static Stream<Path> trainings() {
		return Reference.all("training").stream();
	}

	@ParameterizedTest
	@MethodSource("models")
	void baseModelEqualsTheReference(Path folder) {
		Reference reference = Reference.at(folder);
		try (LanguageModel model = Architectures.load(folder, Adaptation.NONE, ops)) {
			assertThat(model.baseCount()).isEqualTo(reference.number("parameters"));
			assertEqual(model, reference, folder.getFileName().toString(), "base");
		}
	}

	@ParameterizedTest
	@MethodSource("adapters")
	void adapterEqualsTheReference(Path folder) {
		Reference reference = Reference.at(folder);
		Path base = folder.getParent().getParent();
		try (LanguageModel trained = adapted(base, folder, false); LanguageModel model = adapted(base, folder, true)) {
			AdapterFolder.readWeights(folder.resolve(AdapterFolder.WEIGHTS), model);
			assertThat(trained.parameters().trainableCount()).isEqualTo(reference.number("trainableParameters"));
			assertEqual(model, reference, base.getFileName().toString(), folder.getFileName().toString());
		}
	}

	@ParameterizedTest
	@MethodSource("trainings")
	void tenTrainingStepsFollowTheReference(Path folder) {
		Reference reference = Reference.at(folder);
		Path base = folder.getParent().getParent();
		Path initial = folder.resolve("initial");
		try (LanguageModel model = adapted(base, initial, true); NDManager state = ops.newManager()) {
			AdapterFolder.readWeights(initial.resolve(AdapterFolder.WEIGHTS), model);
			AdamW optimizer = new AdamW(ops, state, model.parameters().arrays(), new AdamW.Settings(0.9, 0.999, 0.01, 1e-8));
			double worst = 0;
			for (int step = 0; step < 10; step++) {
				double share = step < 2 ? step / 2.0 : (10 - step) / 8.0;
				worst = Math.max(worst, Math.abs(step(model, optimizer, reference.batch(step), 5e-3 * share) - reference.losses().get(step)));
			}
			double adapter = finalError(model, base, folder.resolve("final"));
			System.out.printf("parity %s: worst loss error %.2e, worst final adapter error %.2e%n", reference.name(), worst, adapter);
			assertThat(worst).isLessThan(1e-3);
			assertThat(adapter).isLessThan(1e-3);
		}
	}

	private static double step(LanguageModel model, AdamW optimizer, Reference.Batch batch, double learningRate) {
		try (NDManager step = ops.newManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			NDArray logits = model.logits(model.hidden(step, batch.sequences(model)));
			NDArray loss = ops.call("cross_entropy", logits.reshape(-1, logits.getShape().get(2)), step.create(batch.targets(model)));
			List<NDArray> gradients = ops.gradients(loss, model.parameters().arrays());
			ops.clip(step, gradients, 1);
			optimizer.update(step, learningRate, gradients);
			return loss.getFloat();
		}
	}

	private static double finalError(LanguageModel model, Path base, Path expected) {
		try (LanguageModel other = adapted(base, expected, true)) {
			AdapterFolder.readWeights(expected.resolve(AdapterFolder.WEIGHTS), other);
			double worst = 0;
			for (Map.Entry<String, Parameter> want : other.parameters().byName().entrySet()) {
				worst = Math.max(worst, worst(model.parameters().byName().get(want.getKey()).array().toFloatArray(), want.getValue().array().toFloatArray()));
			}
			return worst;
		}
	}

	/** @param asStored in the form that the adapter file has, without what is for training only */
	private static LanguageModel adapted(Path base, Path adapter, boolean asStored) {
		String architecture = Architectures.config(base).path("model_type").asString();
		MethodSetting setting = HfPeftConfig.readTrained(Reference.text(adapter.resolve("adapter_config.json")), architecture);
		PeftMethod method = Methods.REGISTRY.get(setting.id());
		Settings settings = new Settings(method.card(), SettingsCheck.complete(method.card(), setting).settings());
		return Architectures.load(base, asStored ? method.exported(settings) : method.configure(settings), ops);
	}

	private static void assertEqual(LanguageModel model, Reference reference, String row, String column) {
		Reference.Batch batch = reference.batch();
		try (NDManager step = ops.newManager()) {
			NDArray logits = model.logits(model.hidden(step, batch.sequences(model)));
			int virtual = (int) (reference.shape("logits")[1] - logits.getShape().get(1));
			double worst = batch.worstAtRealTokens(model, logits.toFloatArray(), reference.floats("logits"), virtual);
			NDArray loss = ops.call("cross_entropy", logits.reshape(-1, logits.getShape().get(2)), step.create(batch.targets(model)));
			WORST.computeIfAbsent(row, key -> new TreeMap<>()).merge(column, worst, Math::max);
			System.out.printf("parity %s: worst logit error %.2e, loss error %.2e%n", reference.name(), worst, Math.abs(loss.getFloat() - reference.loss()));
			assertThat(worst).isLessThan(1e-4);
			assertThat((double) loss.getFloat()).isCloseTo(reference.loss(), within(1e-5));
		}
		if (reference.has("greedy")) {
			assertThat(greedy(model, reference)).containsExactly(reference.longs("greedy"));
		}
		assertPaddingOnEitherSideChangesNothing(model, batch);
	}

	/** The first row's first six tokens, continued; the reference has the prompt before the new tokens, or for an encoder–decoder the start token. */
	private static long[] greedy(LanguageModel model, Reference reference) {
		long[] expected = reference.longs("greedy");
		long[] prompt = Arrays.copyOf(reference.batch().ids(), 6);
		int first = model.hasEncoder() ? 1 : 6;
		long[] tokens = Arrays.copyOf(model.hasEncoder() ? new long[] { model.decoderStart() } : prompt, expected.length);
		Sequences.Rows rows = new Sequences.Rows(prompt, new Shape(1, 6), null);
		try (KeyValueCache cache = model.newCache(rows, expected.length); NDManager step = ops.newManager()) {
			NDArray scores = model.read(step, rows, cache);
			for (int place = first; place < tokens.length; place++) {
				tokens[place] = ops.call("argmax", scores).getLong(0);
				scores = model.next(step.create(new long[] { tokens[place] }, new Shape(1, 1)), cache);
			}
		}
		return tokens;
	}

	/** Two prompts of different length together, padded on the left and on the right, continued by three tokens: as each one alone. */
	private static void assertPaddingOnEitherSideChangesNothing(LanguageModel model, Reference.Batch batch) {
		int tokens = (int) batch.shape().get(1);
		int[] whole = Arrays.stream(batch.ids()).limit(tokens).mapToInt(Math::toIntExact).toArray();
		int[] part = Arrays.stream(batch.ids()).skip(tokens).limit(tokens - 3).mapToInt(Math::toIntExact).toArray();
		float[] wholeScores = continued(model, List.of(whole), Prompts.Padding.LEFT).get(0);
		float[] partScores = continued(model, List.of(part), Prompts.Padding.LEFT).get(0);
		for (Prompts.Padding side : Prompts.Padding.values()) {
			List<float[]> both = continued(model, List.of(whole, part), side);
			assertThat(worst(both.get(0), wholeScores)).as("padding %s", side).isLessThan(1e-4);
			assertThat(worst(both.get(1), partScores)).as("padding %s", side).isLessThan(1e-4);
		}
	}

	/** Scores of every row after its prompt and after each of three more tokens. */
	private static List<float[]> continued(LanguageModel model, List<int[]> prompts, Prompts.Padding side) {
		Sequences.Rows rows = Prompts.of(prompts, 0, side);
		List<List<Float>> all = new ArrayList<>();
		prompts.forEach(prompt -> all.add(new ArrayList<>()));
		try (KeyValueCache cache = model.newCache(rows, 4); NDManager step = ops.newManager()) {
			collect(model.read(step, rows, cache), all);
			for (long token : new long[] { 9, 33, 57 }) {
				long[] same = new long[prompts.size()];
				Arrays.fill(same, token);
				collect(model.next(step.create(same, new Shape(prompts.size(), 1)), cache), all);
			}
		}
		return all.stream().map(HuggingFaceParityTest::flat).toList();
	}

	private static void collect(NDArray scores, List<List<Float>> all) {
		float[] values = scores.toFloatArray();
		int vocabulary = values.length / all.size();
		for (int index = 0; index < values.length; index++) {
			all.get(index / vocabulary).add(values[index]);
		}
	}

	private static float[] flat(List<Float> values) {
		float[] flat = new float[values.size()];
		for (int index = 0; index < flat.length; index++) {
			flat[index] = values.get(index);
		}
		return flat;
	}

	private static double worst(float[] got, float[] want) {
		double worst = 0;
		for (int index = 0; index < want.length; index++) {
			worst = Math.max(worst, Math.abs(got[index] - want[index]));
		}
		return worst;
	}

}
