package org.peftboard.evaluator.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftboard.evaluator.Toy;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Sequences;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.naive.NaiveGpt2;
import org.peftboard.evaluator.naive.NaiveLlama;
import org.peftboard.evaluator.naive.NaiveMethod;
import org.peftboard.evaluator.naive.NaiveMethods;
import org.peftboard.evaluator.naive.NaiveModel;
import org.peftboard.evaluator.naive.NaiveModel.Example;
import org.peftboard.evaluator.naive.NaiveNumbers;
import org.peftboard.evaluator.naive.NaiveT5;
import org.peftboard.evaluator.nn.Ops;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Pass;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Methods that Hugging Face has not, or has not for every architecture, against the same computation in float64 and in loops ({@code naive}): the loss, and
 * the engine's gradients against central differences of the naive loss at some entries of every trained tensor. All trained numbers are random and none is
 * zero, so that gates and up-projections count; base norms and biases are random too.
 */
class NaiveOracleTest {

	/** of a central difference in float64: its own error is about STEP² for loss derivatives of size 1, and 10⁻¹⁶ / STEP by rounding */
	private static final double STEP = 1e-5;

	private static final int ENTRIES = 6;

	private static final double RELATIVE = 1e-3;

	/**
	 * Of the greatest gradient of the model: a gradient is a float32 sum of terms of which each is rounded by 2⁻²⁴ of its size and which may cancel, so that
	 * small ones keep an error of some roundings of the large ones.
	 */
	private static final double FLOOR = 1e-6;

	/** Of trained numbers. Twice as large ones make T5's unscaled attentions so sharp that rounding every weight to float32 moves gradients by 10⁻³. */
	private static final double DEVIATION = 0.15;

	private static final List<Example> UNPADDED = List.of(example(new int[] { 3, 8, 40, 22, 9, 2 }, 1, 5, 9, 13, 17, 21, 2),
			example(new int[] { 7, 51, 11, 30, 6, 2 }, 1, 6, 11, 2));

	private static final List<Example> PADDED = List.of(UNPADDED.get(0), example(new int[] { 7, 51, 11, 2 }, 1, 6, 11, 2));

	private static final Map<String, Double> WORST = new TreeMap<>();

	private static Ops ops;

	private static Example example(int[] source, int... tokens) {
		return new Example(source, Arrays.copyOf(tokens, tokens.length - 1), Arrays.copyOfRange(tokens, 1, tokens.length));
	}

	@BeforeAll
	static void load() {
		ops = Ops.on("cpu");
	}

	@AfterAll
	static void close() {
		ops.close();
		WORST.forEach((what, error) -> System.out.printf("oracle %s: %.1e%n", what, error));
	}

	/** A method on a model, and what computes the same naively. */
	private record Case(String method, String toy, Map<String, Object> settings, List<Example> examples, Function<NaiveNumbers, NaiveMethod> naive) {

		Case on(String other) {
			return new Case(method, other, settings, examples, naive);
		}

		@Override
		public String toString() {
			return method + " " + settings + " on " + toy + (examples == PADDED ? "" : ", unpadded");
		}

	}

	private static Case of(String method, Map<String, Object> settings, Function<NaiveNumbers, NaiveMethod> naive) {
		return new Case(method, "llama", settings, PADDED, naive);
	}

	static Stream<Case> cases() {
		return methods().stream().flatMap(one -> Stream.of(one, one.on("t5"), one.on("gpt2")));
	}

	static Stream<Case> others() {
		Case unipelt = unipelt();
		Case cross = of("attention-tuning", Map.of("attentions", "cross"), numbers -> NaiveMethod.NONE).on("t5");
		return Stream.of(cross, new Case(unipelt.method(), "t5", unipelt.settings(), UNPADDED, unipelt.naive()));
	}

	private static List<Case> methods() {
		return List.of(of("houlsby", Map.of("reductionFactor", 4), numbers -> NaiveMethods.houlsby(numbers, "silu")),
				of("pfeiffer", Map.of("reductionFactor", 4, "activation", "tanh"), numbers -> NaiveMethods.pfeiffer(numbers, "tanh")),
				of("parallel-adapter", Map.of("reductionFactor", 4, "scale", 1.5), numbers -> NaiveMethods.parallelAdapter(numbers, "relu", 1.5)),
				of("scaled-parallel-adapter", Map.of("reductionFactor", 4), numbers -> NaiveMethods.parallelAdapter(numbers, "relu", Double.NaN)),
				of("compacter", Map.of("reductionFactor", 4, "phmRank", 2), numbers -> NaiveMethods.compacter(numbers, "gelu")),
				of("compacter-plus-plus", Map.of("reductionFactor", 4), numbers -> NaiveMethods.compacterPlusPlus(numbers, "gelu")),
				of("mam", Map.of("virtualTokens", 3, "encoderHiddenSize", 8, "reductionFactor", 4, "scale", 0.5),
						numbers -> NaiveMethods.mam(numbers, 3, "relu", 0.5)),
				of("prefix-tuning", Map.of("virtualTokens", 3), numbers -> NaiveMethods.prefixTuning(numbers, 3)),
				unipelt(), of("krona", Map.of("scale", 0.7, "targetModules", List.of("attention-query", "attention-value", "mlp-down")),
						numbers -> NaiveMethods.krona(numbers, 0.7)),
				of("bitfit", Map.of("targetModules", List.of("attention-query", "attention-value", "mlp-up")), numbers -> NaiveMethod.NONE),
				of("attention-tuning", Map.of(), numbers -> NaiveMethod.NONE), of("layer-freezing", Map.of(), numbers -> NaiveMethod.NONE));
	}

	private static Case unipelt() {
		return of("unipelt", Map.of("rank", 2, "alpha", 3, "virtualTokens", 3, "encoderHiddenSize", 8, "reductionFactor", 4),
				numbers -> NaiveMethods.unipelt(numbers, new NaiveMethods.UniPelt(3, 1.5, "relu")));
	}

	@ParameterizedTest
	@MethodSource({ "cases", "others" })
	void lossAndGradientsEqualTheNaiveOnes(Case one) {
		try (LanguageModel model = model(one); NDManager results = ops.newManager()) {
			randomize(model);
			NaiveNumbers numbers = NaiveNumbers.of(model);
			NaiveModel naive = naive(one, numbers);
			Map<String, float[]> gradients = new LinkedHashMap<>();
			double loss = gradients(model, one.examples(), gradients);
			double expected = naive.loss(one.examples());
			WORST.merge(one.method() + " loss", Math.abs(loss - expected), Math::max);
			assertThat(loss).isCloseTo(expected, within(1e-5));
			assertGradients(one, naive, numbers, gradients);
		}
	}

	/** The base model's own tensors that train, as a pattern of their names. */
	static Stream<Arguments> selections() {
		return Stream.of(Arguments.of("bitfit", "gpt2", Map.of(), ".*\\.bias"),
				Arguments.of("attention-tuning", "gpt2", Map.of(), ".*\\.attn\\.c_(attn|proj)\\..*"),
				Arguments.of("attention-tuning", "llama", Map.of(), ".*\\.[qkvo]_proj\\.weight"),
				Arguments.of("attention-tuning", "t5", Map.of("attentions", "self"), ".*\\.SelfAttention\\.[qkvo]\\.weight"),
				Arguments.of("attention-tuning", "t5", Map.of("attentions", "cross"), ".*\\.EncDecAttention\\.[qkvo]\\.weight"),
				Arguments.of("layer-freezing", "llama", Map.of("layers", 1), "model\\.layers\\.1\\..*"),
				Arguments.of("layer-freezing", "t5", Map.of("layers", 1), "decoder\\.block\\.1\\..*"));
	}

	@ParameterizedTest
	@MethodSource("selections")
	void selectiveMethodsTrainTheseTensorsOfTheBaseModelAndNoOthers(String method, String toy, Map<String, Object> settings, String pattern) {
		try (LanguageModel model = model(new Case(method, toy, settings, PADDED, numbers -> NaiveMethod.NONE))) {
			List<String> expected = model.weights().keySet().stream().filter(name -> name.matches(pattern)).toList();
			assertThat(expected).isNotEmpty();
			assertThat(model.parameters().byName().keySet().stream().filter(model.weights()::containsKey)).containsExactlyInAnyOrderElementsOf(expected);
		}
	}

	private static LanguageModel model(Case one) {
		ops.seed(17);
		return Architectures.build(Toy.config(one.toy()), Weights.random(0.2), Toy.adaptation(Methods.REGISTRY.get(one.method()), one.settings()), ops);
	}

	private static NaiveModel naive(Case one, NaiveNumbers numbers) {
		JsonNode config = Toy.config(one.toy());
		NaiveMethod method = one.naive().apply(numbers);
		return switch (one.toy()) {
			case "llama" -> new NaiveLlama(config, numbers, method);
			case "gpt2" -> new NaiveGpt2(config, numbers, method);
			case "t5" -> new NaiveT5(config, numbers, method);
			default -> throw new IllegalArgumentException(one.toy());
		};
	}

	private static void randomize(LanguageModel model) {
		Random random = new Random(29);
		model.weights().values().stream().filter(weight -> weight.shape().dimension() == 1).forEach(vector -> draw(vector, random, 0.2));
		model.parameters().byName().values().forEach(trained -> draw(trained, random, DEVIATION));
	}

	/** Normal numbers about what is there now. */
	private static void draw(Parameter parameter, Random random, double deviation) {
		float[] values = parameter.array().toFloatArray();
		for (int index = 0; index < values.length; index++) {
			values[index] += (float) (deviation * random.nextGaussian());
		}
		try (NDManager scratch = ops.newManager()) {
			ops.update("assign", parameter.array(), scratch.create(values, parameter.shape())).close();
		}
	}

	/** The engine's loss; puts its gradients by name. */
	private static double gradients(LanguageModel model, List<Example> examples, Map<String, float[]> byName) {
		try (NDManager step = ops.newManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
			Sequences sequences = new Sequences(new Sequences.Rows(padded(examples, Example::tokens, 0), shape(examples, Example::tokens), null),
					model.hasEncoder() ? source(examples) : null);
			Pass pass = model.pass(step, sequences);
			NDArray logits = model.logits(model.hidden(pass, sequences));
			NDArray loss = ops.call("cross_entropy", logits.reshape(-1, logits.getShape().get(2)), step.create(padded(examples, Example::targets, -100)));
			List<NDArray> gradients = ops.gradients(loss, model.parameters().arrays());
			List<String> names = List.copyOf(model.parameters().byName().keySet());
			names.forEach(name -> byName.put(name, gradients.get(names.indexOf(name)).toFloatArray()));
			return loss.getFloat();
		}
	}

	private static Sequences.Rows source(List<Example> examples) {
		int longest = longest(examples, Example::source);
		long[][] real = new long[examples.size()][longest];
		for (int row = 0; row < real.length; row++) {
			Arrays.fill(real[row], 0, examples.get(row).source().length, 1);
		}
		boolean padded = Arrays.stream(real).flatMapToLong(Arrays::stream).anyMatch(one -> one == 0);
		return new Sequences.Rows(padded(examples, Example::source, 0), shape(examples, Example::source), padded ? real : null);
	}

	private static Shape shape(List<Example> examples, Function<Example, int[]> part) {
		return new Shape(examples.size(), longest(examples, part));
	}

	private static int longest(List<Example> examples, Function<Example, int[]> part) {
		return examples.stream().mapToInt(example -> part.apply(example).length).max().orElseThrow();
	}

	private static long[] padded(List<Example> examples, Function<Example, int[]> part, long padding) {
		int longest = longest(examples, part);
		long[] all = new long[examples.size() * longest];
		Arrays.fill(all, padding);
		for (int row = 0; row < examples.size(); row++) {
			int[] values = part.apply(examples.get(row));
			for (int place = 0; place < values.length; place++) {
				all[row * longest + place] = values[place];
			}
		}
		return all;
	}

	private static void assertGradients(Case one, NaiveModel naive, NaiveNumbers numbers, Map<String, float[]> gradients) {
		Random random = new Random(31);
		double greatest = gradients.values().stream().mapToDouble(NaiveOracleTest::greatest).max().orElseThrow();
		List<String> wrong = new ArrayList<>();
		gradients.forEach((name, values) -> random.ints(ENTRIES, 0, values.length).forEach(entry -> {
			double slope = slope(naive, one.examples(), numbers.entries(name), entry);
			double allowed = RELATIVE * Math.abs(slope) + FLOOR * greatest;
			double difference = Math.abs(values[entry] - slope);
			WORST.merge(one.method() + " gradient, share of what is allowed", difference / allowed, Math::max);
			if (difference > allowed) {
				wrong.add("%s[%d]: got %.7f, want %.7f".formatted(name, entry, values[entry], slope));
			}
		}));
		assertThat(wrong).isEmpty();
	}

	private static double greatest(float[] values) {
		double greatest = 0;
		for (float value : values) {
			greatest = Math.max(greatest, Math.abs(value));
		}
		return greatest;
	}

	private static double slope(NaiveModel naive, List<Example> examples, double[] entries, int entry) {
		double kept = entries[entry];
		entries[entry] = kept + STEP;
		double above = naive.loss(examples);
		entries[entry] = kept - STEP;
		double below = naive.loss(examples);
		entries[entry] = kept;
		return (above - below) / (2 * STEP);
	}

}
