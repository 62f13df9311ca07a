package org.peftboard.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;

class PublishedTableTest {

	private static final PublishedTable TABLE = new PublishedTable(1, TestBoards.published("table-v1"),
			List.of(new PublishedTable.Row("a", "Method A", "a", "additive", 70.0, 1.0, 1.25, null, "table 1", null),
					new PublishedTable.Row("b", "Method B", "b", "additive", 60.0, 2.0, 1.0, 3.0, "table 1", null)));

	private static final String JSON = Json.pretty(TABLE);

	@Test
	void readsWhatItWrites() {
		assertThat(PublishedTable.read("t.json", JSON)).isEqualTo(TABLE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			"score" : 70.0           | "score" : 70.0, "rank" : 1    | t.json.rows[0]: got unknown key 'rank'
			"score" : 70.0           | "score" : 170.0               | t.json.rows[0].score: got 170.0, need 0 to 100
			"latencyCost" : 1.25     | "latencyCost" : -1            | t.json.rows[0].latencyCost: got -1.0
			"provenance" : "table 1" | "provenance" : " "            | t.json.rows[0].provenance: got nothing
			"id" : "b"               | "id" : "a"                    | t.json.rows[1].id: got 'a' a second time
			"id" : "b",              | ''                            | t.json.rows[1].id: got nothing, need a value
			"family" : "additive"    | "family" : "additve"         | t.json.rows[0].family: got 'additve'
			"PUBLISHED"              | "MEASURED"                    | t.json.board.provenance: got MEASURED, need PUBLISHED
			"version" : 1            | "version" : 2                 | t.json.version: got 2, need 1
			"memory" : 4.0,          | "memory" : 0,                 | org.peftboard.catalog.References
			""")
	void namesFieldValueAndNeed(String part, String wrong, String message) {
		assertThat(JSON).contains(part);
		assertThatExceptionOfType(Problem.Refused.class).isThrownBy(() -> PublishedTable.read("t.json",
				JSON.replaceFirst(Pattern.quote(part), wrong)))
			.withMessageContaining(message);
	}

	@Test
	void shippedTablesReadStrictlyAndCiteTheirSource() {
		List<PublishedTable> tables = new Boards(new MiniCatalogue(), new HardwareClasses(null)).tables();

		assertThat(tables).extracting(table -> table.board().id()).containsExactly("hf-image-generation-v1", "hf-metamathqa-v1",
				"lialin-t5-11b-v1", "lialin-t5-3b-v1", "lialin-t5-large-v1", "peft-bench-summary-v1", "peft-bench-v1");
		assertThat(tables).allSatisfy(table -> assertThat(table.board().source().citation()).containsAnyOf("Belanec et al.", "Lialin et al.", "Hugging Face PEFT"));
	}

	@Test
	void measuredBoardsComeFirstAndAreNamedBySuiteHardwareAndRules() {
		Boards boards = new Boards(new MiniCatalogue(), new HardwareClasses(null));

		assertThat(boards.all().get(0).id()).isEqualTo(MiniCatalogue.BOARD);
		assertThat(boards.measured("mini").orElseThrow().referenceRuns()).extracting(Board.ReferenceRun::id)
				.containsExactly("none", "lora", "full");
		assertThat(boards.measured("mini").orElseThrow().scores().get(0).references()).isNull();
	}

}
