package org.peftboard.evaluator.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.peftboard.evaluator.contract.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Our metrics beside the Python originals; {@code make_metric_goldens.py} beside the files says which. Prints the worst difference of each metric. */
class GoldensTest {

	private static final Path FOLDER = Path.of("src/test/resources/org/peftboard/evaluator/metric");

	private static final double TOLERANCE = 1e-9;

	private static final Map<String, Double> WORST = new TreeMap<>();

	record Golden(String provenance, List<Case> cases) {
	}

	record Case(List<String> labels, List<String> expected, List<String> predicted, Map<String, Double> values) {
	}

	static List<Case> cases() throws IOException {
		return Json.read("goldens.json", Files.readString(FOLDER.resolve("goldens.json")), Golden.class).cases();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void agreesWithTheOriginals(Case golden) {
		golden.values().forEach((id, want) -> {
			double got = Metrics.of(id, golden.labels()).score(golden.expected(), golden.predicted());
			WORST.merge(id, Math.abs(got - want), Math::max);
			assertThat(got).as(id).isCloseTo(want, within(TOLERANCE));
		});
	}

	@Test
	void stemsAsNltkDoes() throws IOException {
		List<String> lines = Files.readAllLines(FOLDER.resolve("stems.txt"));
		assertThat(lines).hasSizeGreaterThan(4000)
			.allSatisfy(line -> assertThat(line.split(" ")[0] + " " + PorterStemmer.stem(line.split(" ")[0])).isEqualTo(line));
	}

	@AfterAll
	static void printWorstDifferences() {
		WORST.forEach((id, worst) -> System.out.printf("metric %s: worst difference to the original %.1e%n", id, worst));
	}

}
