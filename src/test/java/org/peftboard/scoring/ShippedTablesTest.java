package org.peftboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.peftboard.catalog.PublishedTable;
import org.peftboard.catalog.References;

/** The shipped tables, scored by their own frozen references, give the numbers that their sources state. */
class ShippedTablesTest {

	private static PublishedTable table(String name) throws Exception {
		Path folder = Stream.of("seed-results", "../seed-results").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		return PublishedTable.read(name, Files.readString(folder.resolve(name)));
	}

	private static Map<String, Double> pscp(PublishedTable table, References references, Weights weights) {
		List<Candidate> candidates = table.rows()
			.stream()
			.filter(row -> row.score() != null)
			.map(row -> new Candidate(row.id(), row.score(), row.parameterCost(), row.latencyCost(), row.memoryCost()))
			.toList();
		ScoreVersion version = ScoreVersion.of(table.board().scores().get(0).id());
		return Ranking.of(candidates, version, weights, references)
			.places()
			.stream()
			.collect(Collectors.toMap(Ranking.Place::id, Ranking.Place::pscp));
	}

	private static void requireClose(Map<String, Double> actual, Map<String, Double> expected, double within) {
		assertThat(actual.keySet()).isEqualTo(expected.keySet());
		expected.forEach((id, score) -> assertThat(actual.get(id)).as(id).isCloseTo(score, within(within)));
	}

	@Test
	void summaryGivesTheStatedScoresRelativeToTheBaseModel() throws Exception {
		PublishedTable summary = table("peft-bench-summary.json");

		requireClose(pscp(summary, summary.board().scores().get(0).references(), Weights.DEFAULT),
				Map.of("lora", 13.3976, "prompt-tuning", 12.8326,
				"bitfit", 12.7971, "ia3", 12.2396, "adapter", 11.5963, "prefix-tuning", 10.7727), 5e-5);
	}

	@Test
	void summaryGivesTheStatedScoresRelativeToTheLargestRow() throws Exception {
		PublishedTable summary = table("peft-bench-summary.json");

		requireClose(pscp(summary, new References(1.2, 1.07, 13.9, 0, "largest row"), Weights.DEFAULT),
				Map.of("bitfit", 11.7857, "prompt-tuning", 10.0240,
				"lora", 8.8765, "ia3", 6.3345, "prefix-tuning", 4.7288, "adapter", 4.3176), 5e-5);
	}

	@Test
	void peftBenchGivesItsAuthorsScores() throws Exception {
		PublishedTable bench = table("peft-bench-v1.json");

		requireClose(pscp(bench, bench.board().scores().get(0).references(), Weights.DEFAULT),
				Map.of("ln-tuning", 60.19, "lora", 60.08, "bitfit", 58.38,
				"ia3", 55.62, "prefix-tuning", 33.18, "prompt-tuning", 29.49, "p-tuning", 29.26), 5.1e-3);
	}

}
