package org.peftboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;

class RankingTest {

	record Golden(String madeBy, List<Case> cases) {
	}

	record Case(String name, String source, String score, Weights weights, Constants references, List<Candidate> rows, double within,
			List<Expected> places, List<Ranking.Incomplete> incomplete) {

		Ranking ranking(List<Candidate> inThisOrder) {
			return Ranking.of(inThisOrder, ScoreVersion.of(score), weights, references.asReferences());
		}

	}

	record Constants(double parameters, double latency, double memory, double latencyBase) {

		References asReferences() {
			return new References(parameters, latency, memory, latencyBase, "golden file");
		}

	}

	record Expected(String id, int rank, boolean tied, double pscp, boolean belowChance, @Nullable Map<String, Double> penalties) {
	}

	private static Golden golden() throws IOException {
		Path file = Stream.of("frontend", "../frontend").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		return Json.read(file.resolve("test/golden/pscp.json"), Golden.class);
	}

	@TestFactory
	Stream<DynamicTest> ranksAsTheGoldenFileSays() throws IOException {
		return golden().cases().stream().map(golden -> DynamicTest.dynamicTest(golden.name(), () -> requireAsExpected(golden)));
	}

	private static void requireAsExpected(Case golden) {
		Ranking ranking = golden.ranking(golden.rows());
		assertThat(ranking.incomplete()).isEqualTo(golden.incomplete());
		assertThat(ranking.places()).extracting(Ranking.Place::id, Ranking.Place::rank, Ranking.Place::tied, Ranking.Place::belowChance)
			.containsExactlyElementsOf(golden.places()
				.stream()
				.map(place -> tuple(place.id(), place.rank(), place.tied(), place.belowChance()))
				.toList());
		for (int index = 0; index < golden.places().size(); index++) {
			requireNumbers(golden.places().get(index), ranking.places().get(index), golden.within());
		}
	}

	private static void requireNumbers(Expected expected, Ranking.Place place, double within) {
		assertThat(place.pscp()).as(expected.id() + ": PSCP").isCloseTo(expected.pscp(), within(within));
		if (expected.penalties() != null) {
			Map<String, Double> penalties = Map.of("parameters", place.penalties().parameters(), "latency", place.penalties().latency(),
					"memory", place.penalties().memory());
			expected.penalties()
				.forEach((cost, penalty) -> assertThat(penalties.get(cost)).as(expected.id() + ": penalty of " + cost)
					.isCloseTo(penalty, within(Math.min(within, 1e-6))));
		}
	}

	@Test
	void doesNotDependOnTheOrderOfTheRowsGiven() throws IOException {
		for (Case golden : golden().cases()) {
			List<Candidate> reversed = new ArrayList<>(golden.rows());
			Collections.reverse(reversed);
			assertThat(golden.ranking(reversed)).isEqualTo(golden.ranking(golden.rows()));
		}
	}

	@Test
	void penaltiesAddUpToTheScore() throws IOException {
		Case oracle = golden().cases().get(0);
		Ranking.Place first = oracle.ranking(oracle.rows()).places().get(0);

		assertThat(84.2 * Math.exp(-first.penalties().total())).isCloseTo(first.pscp(), within(1e-12));
	}

	@Test
	void givesTheRankOfEachRow() throws IOException {
		Case oracle = golden().cases().get(0);
		Ranking byQuality = Ranking.of(oracle.rows(), ScoreVersion.EXPONENTIAL, new Weights(0, 0, 0), oracle.references().asReferences());

		assertThat(byQuality.ranks()).hasSameSizeAs(byQuality.places());
		Map<String, Integer> before = oracle.ranking(oracle.rows()).ranks();
		assertThat(before.get("adapter") - byQuality.ranks().get("adapter")).isEqualTo(3);
		assertThat(before.get("bitfit") - byQuality.ranks().get("bitfit")).isEqualTo(-3);
		assertThat(before).containsEntry("lora", byQuality.ranks().get("lora"));
	}

	@Test
	void addingARowNeverMovesTwoOthersPastEachOther() throws IOException {
		Case oracle = golden().cases().get(0);
		List<Candidate> more = new ArrayList<>(oracle.rows());
		more.add(new Candidate("junk", 1, 1e12, 1e6, 1e6));

		List<String> before = oracle.ranking(oracle.rows()).places().stream().map(Ranking.Place::id).toList();
		List<String> after = oracle.ranking(more).places().stream().map(Ranking.Place::id).filter(id -> !id.equals("junk")).toList();
		assertThat(after).isEqualTo(before);
	}

	@Test
	void takesTheLargestCostAsReferenceAndOneWhereAllAreZeroOrAbsent() {
		References largest = Ranking.largestOf(List.of(new Candidate("a", 1, 3.0, 0.0, null), new Candidate("b", 1, null, 0.0, null)));

		assertThat(largest.parameters()).isEqualTo(3);
		assertThat(largest.latency()).isEqualTo(1);
		assertThat(largest.memory()).isEqualTo(1);
	}

	@Test
	void refusesNegativeWeights() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Weights(1, -0.05, 1)).withMessage("beta: got -0.05, need 0 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> new Weights(Double.NaN, 1, 1)).withMessageContaining("alpha");
	}

	@Test
	void refusesAReferenceOfZero() {
		assertThatIllegalArgumentException().isThrownBy(() -> new References(10, 0, 4, 0, "for tests"))
			.withMessage("references.latency: got 0.0, need more than 0");
	}

	@Test
	void refusesAnUnknownScoreByName() {
		assertThatExceptionOfType(Problem.Refused.class).isThrownBy(() -> ScoreVersion.of("pscp-exp/2"))
			.withMessageContaining("Did you mean 'pscp-exp/1'?");
	}

}
