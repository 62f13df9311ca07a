package org.peftboard.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Random;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.catalog.Provenance;
import org.peftboard.catalog.PublishedTable;
import org.peftboard.catalog.RowFacts;
import org.peftboard.catalog.TestBoards;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.annotation.Transactional;

/** What every database must do with results. One subclass a database. */
@Import(MiniCatalogue.class)
@RecordApplicationEvents
@Transactional
abstract class ResultsContract {

	private final Results results;

	private final SeedImport seedImport;

	private final EntityManager entities;

	@Autowired
	private ApplicationEvents events;

	ResultsContract(Results results, SeedImport seedImport, EntityManager entities) {
		this.results = results;
		this.seedImport = seedImport;
		this.entities = entities;
	}

	/** Publishes, and forgets the objects, so that what is read next comes from the database. */
	private StoredResult publish(NewMeasuredResult evaluation) {
		StoredResult stored = results.publish(evaluation);
		entities.flush();
		entities.clear();
		return results.find(stored.publicId()).orElseThrow();
	}

	@Test
	void findsAgainWhatWasPublished() {
		StoredResult stored = publish(Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L));

		StoredResult found = results.find(stored.publicId()).orElseThrow();
		assertThat(found.methodTitle()).isEqualTo("LoRA");
		assertThat(found.parameterCost()).isEqualTo(16_384);
		assertThat(found.latencyCost()).isEqualTo(1.04);
		assertThat(found.memoryCost()).isEqualTo(5_000_000);
		assertThat(results.ofBoard(MiniCatalogue.BOARD)).extracting(StoredResult::publicId).containsExactly(stored.publicId());
		assertThat(results.ofEvaluation("1")).map(StoredResult::publicId).contains(found.publicId());
		assertThat(results.document(found).orElseThrow().score()).isEqualTo(81.5);
	}

	@Test
	void tellsOthersOnce() {
		StoredResult stored = publish(Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L));

		assertThat(events.stream(ResultPublished.class)).containsExactly(new ResultPublished(stored.publicId(), MiniCatalogue.BOARD, "1"));
	}

	@Test
	void publishesAnEvaluationOnlyOnce() {
		publish(Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L));

		assertThatExceptionOfType(AlreadyPublished.class)
			.isThrownBy(() -> results.publish(Measured.evaluation("1", "lora", 99, 16_384, 1.04, 5_000_000L)))
			.withMessageContaining("'1'");
		assertThat(results.ofBoard(MiniCatalogue.BOARD)).extracting(StoredResult::score).containsExactly(81.5);
	}

	@Test
	void keepsFilesByteForByteAcrossPieces() {
		byte[] large = new byte[Artifact.PIECE_BYTES * 2 + 17];
		new Random(5).nextBytes(large);
		NewMeasuredResult evaluation = Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L);
		StoredResult stored = publish(new NewMeasuredResult("2", evaluation.boardId(), "t", "ada", null, evaluation.resultJson(),
				List.of(new NewArtifact("adapter/adapter_model.safetensors", "application/octet-stream", large))));

		assertThat(results.artifact(stored, "adapter/adapter_model.safetensors").orElseThrow().bytes()).isEqualTo(large);
		assertThat(results.artifact(stored, "result.json").orElseThrow().bytes()).isEqualTo(evaluation.resultJson().getBytes());
		assertThat(results.artifactsOf(stored)).extracting(Artifact::fileName)
				.containsExactly("adapter/adapter_model.safetensors", "result.json");
		assertThat(results.artifact(stored, "adapter")).isEmpty();
	}

	@Test
	void keepsAnAbsentCostAbsent() {
		StoredResult stored = publish(Measured.evaluation("1", "none", 12, 0, 1, null));

		assertThat(stored.memoryCost()).isNull();
		assertThat(stored.trainsNothing()).isTrue();
	}

	@Test
	void freezesReferencesWithTheLastReferenceRunAndNeverAgain() {
		publish(Measured.reference("none", 12, 0, 1, null));
		publish(Measured.reference("lora", 80, 16_384, 1.2, 5_000_000L));
		publish(Measured.evaluation("1", "lora", 81, 16_384, 9, 90_000_000L));
		assertThat(results.referencesOf(MiniCatalogue.BOARD)).isEmpty();

		publish(Measured.reference("full", 90, MiniCatalogue.BASE_PARAMETERS, 1.01, 30_000_000L));
		FrozenReferences frozen = results.referencesOf(MiniCatalogue.BOARD).orElseThrow();
		assertThat(frozen.parameters()).isEqualTo(MiniCatalogue.BASE_PARAMETERS);
		assertThat(frozen.latency()).isEqualTo(1.2);
		assertThat(frozen.memory()).isEqualTo(30_000_000);

		publish(Measured.evaluation("2", "lora", 82, 16_384, 20, 95_000_000L));
		assertThat(results.referencesOf(MiniCatalogue.BOARD).orElseThrow().latency()).isEqualTo(1.2);
	}

	@Test
	void changesTheStateOfABoardWithEveryRow() {
		String before = results.stateOf(MiniCatalogue.BOARD);
		publish(Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L));

		assertThat(results.stateOf(MiniCatalogue.BOARD)).isNotEqualTo(before);
	}

	@Test
	void refusesAResultOfOtherRulesOrRangesNamingAllThatIsWrong() {
		String json = Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L).resultJson()
			.replace("\"rulesVersion\" : \"1.0\"", "\"rulesVersion\" : \"0.9\"")
			.replace("\"unmergedToBase\" : 1.04", "\"unmergedToBase\" : 0");

		assertThatExceptionOfType(Problem.Refused.class)
			.isThrownBy(() -> results.publish(new NewMeasuredResult("3", MiniCatalogue.BOARD, "t", "ada", null, json, List.of())))
			.withMessageContaining("result.rulesVersion: got 0.9, need 1.0")
			.withMessageContaining("result.latency.unmergedToBase: got 0.0");
		assertThat(results.ofEvaluation("3")).isEmpty();
	}

	/** What an evaluator that is broken, or was broken into, could say. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "\"score\" : 81.5 | \"score\" : 99.5 | result.score: got 99.5, need the mean of the tasks",
			"\"task\" : \"echo\" | \"task\" : \"other\" | result.tasks: got [greeting, other], need [greeting, echo]", "\"seed\" : 7 | \"seed\" : 8 | .runs: got [8], need [7]",
			"\"value\" : 1.1 | \"value\" : 1e999 | got Infinity, need a finite number", "\"value\" : 1.1 | \"value\" : \"NaN\" | NaN",
			"2026-11-22T10:01:00Z | soon | need two times", "2026-11-22T10:01:00Z | 2026-11-22T09:01:00Z | not before" })
	void refusesWhatCannotBeTrueOfAnEvaluation(String from, String to, String message) {
		String json = Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L).resultJson();
		String changed = from.equals("\"score\" : 81.5") ? json.replaceFirst("(?s)(.*)\"score\" : 81.5", "$1" + to) : json.replace(from, to);
		assertThat(changed).isNotEqualTo(json);
		assertThatExceptionOfType(Problem.Refused.class)
			.isThrownBy(() -> results.publish(new NewMeasuredResult("3", MiniCatalogue.BOARD, "t", "ada", null, changed, List.of())))
			.withMessageContaining(message);
	}

	@Test
	void refusesAnUnknownBoardByName() {
		assertThatExceptionOfType(Problem.Refused.class)
			.isThrownBy(() -> results.publish(new NewMeasuredResult("3", "mini-cpu-r9", "t", "ada", null, "{}", List.of())))
			.withMessageContaining("Did you mean 'mini-cpu-r1.0'?");
	}

	private static PublishedTable table(double score) {
		return table(score, null);
	}

	private static PublishedTable table(double score, @Nullable RowFacts facts) {
		return new PublishedTable(1, TestBoards.published("table-v1"),
				List.of(new PublishedTable.Row("a", "Method A", "a", "additive", score, 1.0, 1.0, null, "table 1 of a paper", facts)));
	}

	@Test
	void importsAPublishedRowOnceAndKeepsItsProvenance() {
		assertThat(seedImport.importTable(table(70))).isEqualTo(1);
		assertThat(seedImport.importTable(table(70))).isZero();
		entities.clear();

		StoredResult row = results.ofBoard("table-v1").get(0);
		assertThat(row.note()).isEqualTo("table 1 of a paper", null);
		assertThat(row.memoryCost()).isNull();
		assertThat(row.provenance()).isEqualTo(Provenance.PUBLISHED);
		assertThat(results.document(row)).isEmpty();
	}

	@Test
	void refusesToChangeAPublishedRow() {
		seedImport.importTable(table(70));

		assertThatExceptionOfType(Problem.Refused.class).isThrownBy(() -> seedImport.importTable(table(71)))
			.withMessageContaining("published:table-v1/a")
			.withMessageContaining("published rows never change");
		assertThat(results.ofBoard("table-v1")).extracting(StoredResult::score).containsExactly(70.0);
	}

	@Test
	void hasImportedTheShippedTablesAtStart() {
		assertThat(results.ofBoard("peft-bench-summary-v1")).hasSize(6);
		assertThat(results.ofBoard("peft-bench-v1")).hasSize(8);
		assertThat(results.ofBoard("hf-metamathqa-v1")).hasSize(63).allSatisfy(row -> assertThat(row.facts().adapterBytes()).isNotNull());
		assertThat(results.ofBoard("hf-image-generation-v1")).hasSize(31);
		assertThat(results.ofBoard("lialin-t5-large-v1")).hasSize(16);
	}

	@Test
	void addsSettingsOnceToFactsThatWereImportedWithoutAny() {
		RowFacts before = new RowFacts(true, 12L, "2026-07", Map.of("gsm8k", 61.5), List.of(), null, List.of(), List.of());
		RowFacts after = new RowFacts(true, 12L, "2026-07", Map.of("gsm8k", 61.5), List.of(), Map.of("r", 8), List.of(), List.of());
		RowFacts other = new RowFacts(true, 12L, "2026-07", Map.of("gsm8k", 61.5), List.of(), Map.of("r", 9), List.of(), List.of());
		seedImport.importTable(table(70, before));
		seedImport.importTable(table(70, after));
		entities.clear();

		assertThat(results.ofBoard("table-v1")).extracting(StoredResult::facts).containsExactly(after);
		for (RowFacts changed : List.of(before, other)) {
			assertThatExceptionOfType(Problem.Refused.class).isThrownBy(() -> seedImport.importTable(table(70, changed)));
		}
	}

	@Test
	void addsFactsOnceToARowThatWasImportedWithoutAny() {
		RowFacts facts = new RowFacts(true, 12L, "2026-07", Map.of("gsm8k", 61.5), List.of(new RowFacts.Quantity("Loss", 0.25, "nats", null)),
				Map.of("r", 8), List.of(), List.of("One run."));
		seedImport.importTable(table(70));
		seedImport.importTable(table(70, facts));
		entities.clear();

		assertThat(results.ofBoard("table-v1")).extracting(StoredResult::facts).containsExactly(facts);
		assertThat(seedImport.importTable(table(70, facts))).isZero();
		assertThatExceptionOfType(Problem.Refused.class).isThrownBy(() -> seedImport.importTable(table(70, RowFacts.NONE)))
			.withMessageContaining("published rows never change");
	}

	@Test
	void storesWhatTheRecordSaysOfAMeasuredRow() {
		RowFacts facts = publish(Measured.evaluation("1", "lora", 81.5, 16_384, 1.04, 5_000_000L)).facts();

		assertThat(facts.mergeable()).isTrue();
		assertThat(facts.adapterBytes()).isEqualTo(65_536);
		assertThat(facts.date()).isEqualTo("2026-11-22");
		assertThat(facts.taskScores()).containsExactly(Map.entry("greeting", 81.5), Map.entry("echo", 81.5));
	}

	@Test
	void keepsAnAbsentScoreAbsent() {
		StoredResult row = results.ofBoard("lialin-t5-large-v1").stream().filter(one -> one.title().startsWith("KronA")).findFirst().orElseThrow();

		assertThat(row.score()).isNull();
		assertThat(row.parameterCost()).isEqualTo(221_184);
	}

}
