package org.peftboard.evaluator.metric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.peftboard.evaluator.contract.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RougeTest {

	record Golden(String provenance, List<Case> cases) {
	}

	record Case(String metric, String expected, String predicted, double f, String note) {
	}

	static List<Case> cases() throws IOException {
		try (InputStream golden = RougeTest.class.getResourceAsStream("rouge.json")) {
			return Json.read("rouge.json", new String(golden.readAllBytes(), StandardCharsets.UTF_8), Golden.class).cases();
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void agreesWithRougeScore(Case golden) {
		assertThat(score(golden.metric(), golden.expected(), golden.predicted())).isCloseTo(golden.f(), within(1e-5));
	}

	@Test
	void countsARepeatedWordOnlyAsOftenAsBothHaveIt() {
		// 2 of "the" match: precision 2/3, recall 2/4, F = 2·2/(4+3)
		assertThat(score("rouge-1", "the the cat sat", "the the the")).isCloseTo(4.0 / 7, within(1e-12));
	}

	@Test
	void keepsTheOrderOfWordsInRougeL() {
		// the longest common subsequence of a b c d and d c b a is one word: F = 2·1/(4+4)
		assertThat(score("rouge-l", "a b c d", "d c b a")).isCloseTo(0.25, within(1e-12));
		assertThat(score("rouge-1", "a b c d", "d c b a")).isEqualTo(1);
	}

	@Test
	void cutsWordsAtEverythingButLettersAndDigits() {
		assertThat(score("rouge-1", "Don't stop-42!", "don t stop 42")).isEqualTo(1);
	}

	@Test
	void givesNothingToATextTooShortForPairs() {
		assertThat(score("rouge-2", "lamp", "lamp")).isZero();
	}

	private static double score(String metric, String expected, String predicted) {
		return Metrics.REGISTRY.get(metric).score(List.of(expected), List.of(predicted));
	}

}
