package org.peftboard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

class DriftTest {

	private static Drift.Run run(String host, String key, double score, double latency, double memory) {
		return new Drift.Run(host, "cpu", key, Instant.EPOCH, score, latency, 1.2, memory, 1000.0);
	}

	@Test
	void comparesTheNewestWithTheMedianOfTheMachinesEarlierOnes() {
		List<Drift> drifts = Drift.of(List.of(run("a", "k", 75, 10, 100), run("b", "k", 75, 50, 100), run("a", "k", 75, 12, 100), run("a", "k", 75, 11, 100),
				run("a", "k", 75, 13.2, 102)));
		assertThat(drifts).hasSize(1);
		assertThat(drifts.get(0).runs()).isEqualTo(4);
		assertThat(drifts.get(0).baseLatency()).isCloseTo(0.2, within(1e-12));
		assertThat(drifts.get(0).memory()).isCloseTo(0.02, within(1e-12));
		assertThat(drifts.get(0).notable()).isTrue();
	}

	@Test
	void anotherScoreIsNotableHoweverSmall() {
		assertThat(Drift.of(List.of(run("a", "k", 75, 10, 100), run("a", "k", 75, 10.5, 103))).get(0).notable()).isFalse();
		assertThat(Drift.of(List.of(run("a", "k", 75, 10, 100), run("a", "k", 75.01, 10, 100))).get(0).notable()).isTrue();
	}

	@Test
	void comparesOnlyRunsOfTheSameRequestAndRules() {
		assertThat(Drift.of(List.of(run("a", "old rules", 75, 10, 100), run("a", "new rules", 80, 20, 200)))).isEmpty();
	}

}
