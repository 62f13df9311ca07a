package org.peftboard.evaluator.metric;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Worked examples of the metrics that read an answer out of a text, or that group items. */
class AnswersTest {

	@Test
	void asksForTheAnswerInSvampWhereThePublishedAccuracyDoesNot() {
		List<String> expected = List.of("( 8.0 - 3.0 ) = 5.0", "( 8.0 - 3.0 ) = 5.0", "( 8.0 - 3.0 ) = 5.0");
		List<String> predicted = List.of("( 1 + 1 ) = 2", "( 4 + 1 ) = 5", "( 8.0 - 3.0 ) = 5.0");
		assertThat(score("svamp-accuracy-as-published", expected, predicted)).isEqualTo(1);
		assertThat(score("svamp-accuracy", expected, predicted)).isCloseTo(2.0 / 3, within(1e-12));
		assertThat(score("svamp-gold-equation", expected, predicted)).isCloseTo(1.0 / 3, within(1e-12));
	}

	@ParameterizedTest
	@CsvSource({ "1 + 2 * 3, 7", "(1 + 2) * 3, 9", "-7 // 2, -4", "-7 % 3, 2", "7 % -3, -2", "--3, 3", "1_000 / 8, 125", "2 - -.5, 2.5", "1e2, 100", "0, 0",
			"2 - 3 - 4, -5", "-2 * -3, 6" })
	void calculatesAsPython(String expression, double value) {
		assertThat(Arithmetic.value(expression)).hasValue(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1 / 0", "5 // 0", "5 % 0", "2 ** 3", "2 * * 3", "012", "1 2", "x", "(1", "1)", "1,000", "1.2.3", "_1", "1_", ".", "e5" })
	void refusesWhatIsNoArithmetic(String expression) {
		assertThat(Arithmetic.value(expression)).isEmpty();
	}

	@Test
	void refusesDeepNestingInsteadOfOverflowing() {
		assertThat(Arithmetic.value("(".repeat(200) + "1" + ")".repeat(200))).hasValue(1);
		assertThat(Arithmetic.value("(".repeat(100_000) + "1" + ")".repeat(100_000))).isEmpty();
		assertThat(Arithmetic.value("-".repeat(100_000) + "1")).hasValue(1);
	}

	@Test
	void takesTheNearestOfSeveralAnswersInRecord() {
		// "red lamp" against "the Red Lamp!": equal after normalisation; against "lamp of Mira": 1 common of 2 and 3 words, F1 2/5
		assertThat(score("record-exact-match", List.of("Mira\nthe Red Lamp!"), List.of("red lamp"))).isEqualTo(1);
		assertThat(score("record-f1", List.of("Mira\nlamp of Mira"), List.of("red lamp"))).isCloseTo(0.4, within(1e-12));
		assertThat(score("record-exact-match", List.of("Mira\nlamp of Mira"), List.of("red lamp"))).isZero();
		assertThat(score("record-f1", List.of("Mira"), List.of("the"))).isZero();
	}

	@Test
	void countsAQuestionOfMultiRcOnlyWhereAllItsOptionsAreRight() {
		List<String> ids = List.of("test-0.1.0", "test-0.1.1", "test-0.2.0");
		List<String> expected = List.of("true", "false", "true");
		List<String> predicted = List.of("True", "true", " true");
		assertThat(Metrics.REGISTRY.get("multirc-exact-match").score(ids, expected, predicted)).isEqualTo(0.5);
		// hits 2, true options 2, called true 3
		assertThat(score("multirc-f1a", expected, predicted)).isCloseTo(0.8, within(1e-12));
		// question 0.1: "true" F1 2/3, "false" F1 0; question 0.2: "true" alone, F1 1
		assertThat(Metrics.REGISTRY.get("multirc-f1m").score(ids, expected, predicted)).isCloseTo((1.0 / 3 + 1) / 2, within(1e-12));
		assertThatThrownBy(() -> score("multirc-exact-match", expected, predicted)).hasMessageContaining("ids");
		assertThatThrownBy(() -> score("multirc-f1m", expected, predicted)).hasMessageContaining("ids");
	}

	@Test
	void readsOnlyWholeNumbersAfterTheMarkInGsm8k() {
		assertThat(Gsm8kAccuracy.answer("a #### 3 b #### 1,234.50")).hasValue(1234.5);
		assertThat(List.of("12", "#### $5", "#### 7 apples", "####", "#### nan")).allSatisfy(text -> assertThat(Gsm8kAccuracy.answer(text)).isEmpty());
	}

	@Test
	void saysWhichExpectedTextOfMetaMathQaHasNoAnswer() {
		assertThatThrownBy(() -> score("metamathqa-accuracy", List.of("42"), List.of("#### 42"))).hasMessageContaining("expected text: got '42'");
	}

	@Test
	void callsAConstantUncorrelated() {
		assertThat(score("pearson", List.of("1", "2", "3"), List.of("0.1", "0.1", "0.1"))).isZero();
		assertThat(score("spearman", List.of("1", "2", "3"), List.of("x", "y", "-1"))).isZero();
	}

	@Test
	void saysWhichLabelsF1Needs() {
		assertThatThrownBy(() -> score("f1", List.of("a"), List.of("a"))).hasMessage("labels of metric f1: got [], need two, the positive one second");
		assertThatThrownBy(() -> Metrics.of("peft-bench-f1", List.of("a", "b", "c"))).hasMessageContaining("got [a, b, c], need two");
		assertThatThrownBy(() -> Metrics.of("peft-bench-macro-f1", List.of("a"))).hasMessageContaining("need at least two");
	}

	private static double score(String metric, List<String> expected, List<String> predicted) {
		return Metrics.REGISTRY.get(metric).score(expected, predicted);
	}

}
