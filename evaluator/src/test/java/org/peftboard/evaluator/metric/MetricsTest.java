package org.peftboard.evaluator.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What every metric must hold, and worked examples of the short ones. */
class MetricsTest {

	/** Texts as a metric's tasks have them; the first three are right where all three are predicted, and share nothing with the last. */
	private static final Map<String, List<String>> TEXTS = texts();

	private static final List<String> WORDS = List.of("red lamp goes to mira", "old coin goes to tomo", "a b a b", "good", "mixed lamp", "", "x");

	private static final Set<String> WHOLE_LIST_ONLY = Set.of("f1", "peft-bench-f1", "macro-f1", "sklearn-macro-f1", "peft-bench-macro-f1", "matthews",
			"pearson",
			"spearman", "multirc-f1a", "bleu", "chrf", "codebleu", "peft-bench-codebleu");

	private static final Set<String> NEED_IDS = Set.of("multirc-exact-match", "multirc-f1m");

	private static final List<String> LABELS = List.of("no", "yes");

	private static Map<String, List<String>> texts() {
		Map<String, List<String>> texts = new HashMap<>();
		List.of("f1", "peft-bench-f1", "peft-bench-macro-f1", "matthews").forEach(id -> texts.put(id, List.of("yes", "no", "yes", "", "x")));
		texts.put("multirc-f1a", List.of("true", "false", "true", "", "x"));
		List.of("pearson", "spearman").forEach(id -> texts.put(id, List.of("1", "2.5", "4", "", "x")));
		List.of("gsm8k-accuracy", "metamathqa-accuracy").forEach(id -> texts.put(id, List.of("#### 3", "so #### 1000", "#### 5", "#### 6")));
		List.of("svamp-accuracy", "svamp-accuracy-as-published", "svamp-gold-equation")
			.forEach(id -> texts.put(id, List.of("( 8.0 - 3.0 ) = 5.0", "( 1.0 + 2.0 ) = 3.0", "( 4.0 / 2.0 ) = 2.0", "", "x")));
		return texts;
	}

	/** Two of MultiRC's need ids: see {@link AnswersTest}. */
	static List<Metric> metrics() {
		return Metrics.REGISTRY.all().stream().filter(metric -> !NEED_IDS.contains(metric.card().id())).map(metric -> metric.forLabels(LABELS))
				.toList();
	}

	/** CodeBLEU counts a data flow of 0 as 1. */
	static List<Metric> metricsThatReachZero() {
		return metrics().stream().filter(metric -> !metric.card().id().endsWith("codebleu")).toList();
	}

	private static List<String> textsOf(Metric metric) {
		return TEXTS.getOrDefault(metric.card().id(), WORDS);
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void fillsItsCard(Metric metric) {
		assertThat(List.of(metric.card().title(), metric.card().description(), metric.card().source())).noneMatch(String::isBlank);
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void isOneForAPerfectPrediction(Metric metric) {
		List<String> texts = textsOf(metric).subList(0, 2);
		assertThat(metric.score(texts, texts)).isCloseTo(1, within(1e-12));
	}

	@ParameterizedTest
	@MethodSource("metricsThatReachZero")
	void isZeroWhereNothingIsShared(Metric metric) {
		List<String> texts = textsOf(metric);
		assertThat(metric.score(texts.subList(0, 1), texts.subList(texts.size() - 1, texts.size()))).isZero();
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void staysBetweenZeroAndOneAndAboveMinusOneForCorrelations(Metric metric) {
		double least = List.of("pearson", "spearman", "matthews").contains(metric.card().id()) ? -1 : 0;
		List<String> texts = textsOf(metric);
		for (String expected : texts.subList(0, 3)) {
			for (String predicted : texts) {
				assertThat(metric.score(List.of(expected, texts.get(1)), List.of(predicted, texts.get(0)))).isBetween(least, 1.0);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void isTheMeanOfItsItemsWhereItHasItems(Metric metric) {
		List<String> expected = textsOf(metric).subList(0, 3);
		List<String> predicted = List.of(expected.get(0), expected.get(2), textsOf(metric).get(3));
		List<Double> items = IntStream.range(0, expected.size())
			.mapToObj(index -> metric.item(expected.get(index), predicted.get(index)))
			.flatMap(item -> item.stream().boxed())
			.toList();
		if (WHOLE_LIST_ONLY.contains(metric.card().id())) {
			assertThat(items).isEmpty();
		}
		else {
			double mean = items.stream().mapToDouble(item -> item).average().orElseThrow();
			assertThat(metric.score(expected, predicted)).isCloseTo(mean, within(1e-12));
		}
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void refusesToScoreNothing(Metric metric) {
		assertThatThrownBy(() -> metric.score(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("at least one");
		assertThatThrownBy(() -> metric.score(List.of("a"), List.of())).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("predictions: got 0 for 1 expected texts, need one for each, at least one");
	}

	@Test
	void countsLabelsLetterByLetterInAccuracy() {
		assertThat(score("accuracy", List.of("good", "good", "good", "good"), List.of(" good\n", "Good", "good.", ""))).isEqualTo(0.25);
	}

	@Test
	void agreesWithScikitLearnInMacroF1() {
		// scikit-learn's documented example: labels 0 1 2, predictions 0 2 1 0 0 1, F1 by label 0.8, 0, 0
		double score = score("macro-f1", List.of("0", "1", "2", "0", "1", "2"), List.of("0", "2", "1", "0", "0", "1"));
		assertThat(score).isCloseTo(0.8 / 3, within(1e-12));
	}

	@Test
	void doesNotMakeALabelOfAStrangePredictionInMacroF1() {
		// "good": hits 1, expected 2, predicted 1, F1 2/3; "bad": hits 1, expected 1, predicted 1, F1 1
		double score = score("macro-f1", List.of("good", "good", "bad"), List.of("good", "goood", "bad"));
		assertThat(score).isCloseTo((2.0 / 3 + 1) / 2, within(1e-12));
	}

	@Test
	void forgivesCaseSpaceAndFinalStopInExactMatch() {
		assertThat(score("exact-match", List.of("red lamp goes to mira"), List.of(" Red  lamp goes\tto mira. "))).isEqualTo(1);
		assertThat(score("exact-match", List.of("red lamp goes to mira"), List.of("the red lamp goes to mira"))).isZero();
	}

	private static double score(String metric, List<String> expected, List<String> predicted) {
		return Metrics.REGISTRY.get(metric).score(expected, predicted);
	}

}
