package org.peftboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Json;

/** Intervals, swaps, winner shares and maps, on the golden file that the JavaScript twin is tested on too. */
class StabilityTest {

	record Golden(String madeBy, double cube, int points, List<Case> cases) {
	}

	record Case(String name, String source, String score, Weights weights, Constants references, List<Candidate> rows, List<String> order,
			Map<String, Map<String, List<@Nullable Double>>> intervals, Map<String, Stability.@Nullable Swap> swaps,
			Map<String, Double> winnerShares, List<String> leadsNowhere) {

		List<Line> lines() {
			return Line.of(rows, ScoreVersion.of(score), references.asReferences());
		}

		Ranking ranking() {
			return Ranking.of(rows, ScoreVersion.of(score), weights, references.asReferences());
		}

	}

	record Constants(double parameters, double latency, double memory, double latencyBase) {

		References asReferences() {
			return new References(parameters, latency, memory, latencyBase, "golden file");
		}

	}

	private static Golden golden() throws IOException {
		Path file = Stream.of("frontend", "../frontend").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		return Json.read(file.resolve("test/golden/stability.json"), Golden.class);
	}

	private static Offset<Double> near(double value) {
		return within(1e-9 * Math.max(1, Math.abs(value)));
	}

	@TestFactory
	Stream<DynamicTest> isAsTheGoldenFileSays() throws IOException {
		return golden().cases().stream().flatMap(golden -> Stream.of(
				DynamicTest.dynamicTest("order: " + golden.name(), () -> requireOrder(golden)),
				DynamicTest.dynamicTest("intervals: " + golden.name(), () -> requireIntervals(golden)),
				DynamicTest.dynamicTest("nearest swaps: " + golden.name(), () -> requireSwaps(golden)),
				DynamicTest.dynamicTest("who leads where: " + golden.name(), () -> requireWinners(golden))));
	}

	private static void requireOrder(Case golden) {
		assertThat(golden.ranking().places().stream().map(Ranking.Place::id).toList().subList(0, golden.order().size()))
			.isEqualTo(golden.order());
	}

	private static void requireIntervals(Case golden) {
		Stability stability = new Stability(golden.lines(), golden.weights());
		for (Line line : golden.lines()) {
			for (Weight weight : Weight.values()) {
				List<Double> expected = golden.intervals().get(line.id()).get(weight.id());
				Stability.Interval interval = stability.interval(line, weight);
				assertThat(interval.low()).as("%s, %s, low", line.id(), weight).isCloseTo(expected.get(0), near(expected.get(0)));
				if (expected.get(1) == null) {
					assertThat(interval.high()).as("%s, %s, high", line.id(), weight).isInfinite();
				}
				else {
					assertThat(interval.high()).as("%s, %s, high", line.id(), weight).isCloseTo(expected.get(1), near(expected.get(1)));
				}
			}
		}
	}

	private static void requireSwaps(Case golden) {
		Stability stability = new Stability(golden.lines(), golden.weights());
		for (Line line : golden.lines()) {
			Optional<Stability.Swap> swap = stability.nearestSwap(line);
			Stability.Swap expected = golden.swaps().get(line.id());
			assertThat(swap.map(Stability.Swap::id)).as(line.id()).isEqualTo(Optional.ofNullable(expected).map(Stability.Swap::id));
			swap.ifPresent(found -> assertThat(found.distance()).as(line.id()).isCloseTo(expected.distance(), near(expected.distance())));
		}
	}

	private static void requireWinners(Case golden) {
		Winners winners = Winners.of(golden.lines());
		assertThat(winners.nowhere()).containsExactlyInAnyOrderElementsOf(golden.leadsNowhere());
		golden.winnerShares().forEach((id, share) -> assertThat(winners.shares().get(id)).as(id).isCloseTo(share, within(1e-9)));
	}

	@Test
	void asksTheSamePointsOfTheSameCubeAsTheGoldenFile() throws IOException {
		assertThat(golden().points()).isEqualTo(Winners.POINTS);
		assertThat(golden().cube()).isEqualTo(Winners.CUBE);
	}

	@Test
	void theMapIsWhollyCoveredAndEachRegionIsLedByItsRow() throws IOException {
		for (Case golden : golden().cases()) {
			for (Weight up : List.of(Weight.BETA, Weight.GAMMA)) {
				WeightMap map = WeightMap.of(golden.lines(), golden.weights(), Weight.ALPHA, up, 5);
				assertThat(map.regions().stream().mapToDouble(WeightMap.Region::share).sum()).as(golden.name()).isCloseTo(1, within(1e-6));
				for (WeightMap.Region region : map.regions()) {
					WeightMap.Point centre = region.centre();
					Weights there = up.with(Weight.ALPHA.with(golden.weights(), centre.across()), centre.up());
					assertThat(Winners.leader(golden.lines(), there).id()).as(golden.name()).isEqualTo(region.id());
				}
			}
		}
	}

	@Test
	void regionsMeetWhereTheRowsSwap() throws IOException {
		Case seed = golden().cases().get(1);
		WeightMap map = WeightMap.of(seed.lines(), seed.weights(), Weight.BETA, Weight.GAMMA, 5);
		Line lora = seed.lines().stream().filter(line -> line.id().equals("lora")).findFirst().orElseThrow();
		double flip = new Stability(seed.lines(), new Weights(1, 0, 1)).interval(lora, Weight.GAMMA).high();

		assertThat(map.regions()).extracting(WeightMap.Region::id).containsExactlyInAnyOrder("lora", "bitfit");
		double border = map.regions().stream().filter(region -> region.id().equals("lora")).findFirst().orElseThrow().corners().stream()
			.filter(corner -> corner.across() == 0).mapToDouble(WeightMap.Point::up).max().orElseThrow();
		assertThat(border).isCloseTo(flip, within(1e-9));
	}

	@Test
	void refusesAMapOfOneWeight() {
		assertThatIllegalArgumentException().isThrownBy(() -> WeightMap.of(List.of(), Weights.DEFAULT, Weight.BETA, Weight.BETA, 5))
			.withMessageContaining("got beta on both axes");
	}

	@Test
	void tiedRowsKeepTheirRankForNoOtherValueUnlessTheWeightDoesNotTellThemApart() {
		List<Line> lines = List.of(new Line("a", Math.log(50), 1, 1, 1), new Line("b", Math.log(50), 2, 1, 0));
		Stability stability = new Stability(lines, Weights.DEFAULT);

		assertThat(stability.interval(lines.get(0), Weight.ALPHA)).isEqualTo(new Stability.Interval(1, 1));
		assertThat(stability.interval(lines.get(0), Weight.BETA)).isEqualTo(new Stability.Interval(0, Double.POSITIVE_INFINITY));
	}

	@Test
	void aRowIsDominatedOnlyOverTheCostsShown() {
		List<Candidate> rows = List.of(new Candidate("dear", 80, 1.0, 9.0, 9.0), new Candidate("cheap", 60, 1.0, 1.0, 1.0),
				new Candidate("beaten", 59, 1.0, 5.0, 5.0), new Candidate("twin", 60, 1.0, 1.0, 1.0), new Candidate("lean", 10, 0.0, 9.0, 9.0),
				new Candidate("unknown", 5, 9.0, null, 9.0));

		assertThat(Dominance.of(rows, EnumSet.allOf(Weight.class))).containsExactlyEntriesOf(Map.of("beaten", "cheap"));
		assertThat(Dominance.of(rows, EnumSet.of(Weight.BETA, Weight.GAMMA))).containsEntry("lean", "dear").doesNotContainKey("twin");
		assertThat(Dominance.of(rows, EnumSet.of(Weight.GAMMA))).containsEntry("unknown", "dear");
	}

}
