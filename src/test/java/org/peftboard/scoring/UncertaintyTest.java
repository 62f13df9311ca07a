package org.peftboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.peftboard.evaluator.contract.Json;

class UncertaintyTest {

	record Golden(String madeBy, int count, Weights weights, List<Row> lines, Map<String, Drawn> draws, Map<String, RankIntervals.Range> ranges) {
	}

	record Row(String id, double logScore, List<Double> shares) {

		Line line() {
			return new Line(id, logScore, shares.get(0), shares.get(1), shares.get(2));
		}

	}

	record Drawn(List<Double> logScores, List<Double> latencies) {

		RankIntervals.Draws draws() {
			return new RankIntervals.Draws(array(logScores), array(latencies));
		}

		private static double[] array(List<Double> values) {
			return values.stream().mapToDouble(Double::doubleValue).toArray();
		}

	}

	@Test
	void givesTheRankIntervalsAndTieGroupsOfTheGoldenFile() throws Exception {
		Path folder = Stream.of("frontend", "../frontend").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		Golden golden = Json.read(folder.resolve("test/golden/uncertainty.json"), Golden.class);
		Map<String, RankIntervals.Draws> draws = golden.draws().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, row -> row.getValue().draws()));

		assertThat(RankIntervals.of(golden.lines().stream().map(Row::line).toList(), draws, golden.count(), golden.weights())).isEqualTo(golden.ranges());
	}

	@Test
	void mcNemarCountsOnlyItemsThatTellTheTwoApart() {
		// exact two-sided values: 2·(1+10)/2¹⁰; 2·(1+6+15)/2⁶ is above a half; nothing tells them apart
		assertThat(PairedTest.mcNemar(9, 1)).isCloseTo(22 / 1024.0, within(1e-12));
		assertThat(PairedTest.mcNemar(2, 4)).isCloseTo(44 / 64.0, within(1e-12));
		assertThat(PairedTest.mcNemar(3, 3)).isEqualTo(1);
		assertThat(PairedTest.mcNemar(0, 0)).isEqualTo(1);
		assertThat(PairedTest.mcNemar(400, 300)).isCloseTo(0.00018, within(0.00002));
	}

	@Test
	void testsRightAndWrongItemsByMcNemar() {
		double[] first = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0 };
		double[] second = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0 };
		PairedTest test = PairedTest.of(first, second);

		assertThat(test.method()).isEqualTo("mcnemar");
		assertThat(test.onlyFirst()).isEqualTo(9);
		assertThat(test.onlySecond()).isEqualTo(1);
		assertThat(test.difference()).isCloseTo(8 / 12.0, within(1e-12));
		assertThat(test.low()).isPositive().isLessThan(test.difference());
		assertThat(test.high()).isGreaterThan(test.difference()).isLessThanOrEqualTo(1);
	}

	@Test
	void testsGradesByTheBootstrap() {
		double[] first = new double[200];
		double[] second = new double[200];
		Arrays.setAll(first, item -> 0.5 + 0.1 * (item % 5) / 5);
		Arrays.setAll(second, item -> first[item] - 0.05 + 0.1 * ((item * 7) % 3 - 1));

		PairedTest test = PairedTest.of(first, second);
		assertThat(test.method()).isEqualTo("bootstrap");
		assertThat(test.p()).isLessThan(0.05);
		assertThat(PairedTest.of(first, first).p()).isEqualTo(1);
		assertThat(PairedTest.of(second, first).difference()).isCloseTo(-test.difference(), within(1e-12));
	}

	@Test
	void holmMakesEachValueAsLargeAsAllTogetherNeed() {
		assertThat(PairedTest.holm(new double[] { 0.04, 0.01, 0.03 })).containsExactly(new double[] { 0.06, 0.03, 0.06 }, within(1e-12));
		assertThat(PairedTest.holm(new double[] { 0.6, 0.9 })).containsExactly(1, 1);
	}

	@Test
	void refusesItemsThatAreNotPaired() {
		assertThatIllegalArgumentException().isThrownBy(() -> PairedTest.of(new double[2], new double[3])).withMessage("items: got 2 and 3, need the same, at least one");
	}

}
