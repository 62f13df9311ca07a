package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What every metric must hold, and worked examples of the short ones. */
class MetricsTest {

	private static final List<String> WORDS = List.of("red lamp goes to mira", "good", "bad", "", "mixed lamp", "a b a b");

	static List<Metric> metrics() {
		return List.copyOf(Metrics.REGISTRY.all());
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void fillsItsCard(Metric metric) {
		assertThat(List.of(metric.card().title(), metric.card().description(), metric.card().source())).noneMatch(String::isBlank);
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void isOneForAPerfectPrediction(Metric metric) {
		List<String> texts = List.of("red lamp goes to mira", "old coin goes to tomo");
		assertThat(metric.score(texts, texts)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void isZeroWhereNothingIsShared(Metric metric) {
		assertThat(metric.score(List.of("red lamp"), List.of("old coin"))).isZero();
		assertThat(metric.score(List.of("red lamp"), List.of(""))).isZero();
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void staysBetweenZeroAndOne(Metric metric) {
		for (String expected : WORDS) {
			for (String predicted : WORDS) {
				assertThat(metric.score(List.of(expected), List.of(predicted))).isBetween(0.0, 1.0);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void isTheMeanOfItsItemsWhereItHasItems(Metric metric) {
		List<String> reversed = IntStream.range(0, WORDS.size()).mapToObj(index -> WORDS.get(WORDS.size() - 1 - index)).toList();
		List<Double> items = IntStream.range(0, WORDS.size())
			.mapToObj(index -> metric.item(WORDS.get(index), reversed.get(index)))
			.flatMap(item -> item.stream().boxed())
			.toList();
		if (metric.card().id().equals("macro-f1")) {
			assertThat(items).isEmpty();
		}
		else {
			double mean = items.stream().mapToDouble(item -> item).average().orElseThrow();
			assertThat(metric.score(WORDS, reversed)).isCloseTo(mean, within(1e-12));
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
