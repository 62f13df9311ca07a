package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.result.Measured;
import org.peftboard.result.Results;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class BoardRowsTest {

	private static final String HF = "/boards/hf-metamathqa-v1/rows.json";

	private final MockMvcTester site;

	private final Results results;

	private final Boards boards;

	private final BoardRows.Contents contents;

	BoardRowsTest(MockMvcTester site, Results results, Boards boards, BoardRows.Contents contents) {
		this.site = site;
		this.results = results;
		this.boards = boards;
		this.contents = contents;
	}

	private JsonNode rows(String address) throws Exception {
		return Json.tree("rows", site.get().uri(address).exchange().getResponse().getContentAsString());
	}

	private static List<String> texts(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

	@Test
	void everyColumnHasAValueOrNullForEveryRow() throws Exception {
		JsonNode rows = rows("/boards/lialin-t5-large-v1/rows.json");

		assertThat(rows.get("count").asInt()).isEqualTo(16);
		assertThat(rows.get("columns").valueStream()).hasSize(15).allMatch(column -> column.size() == 16);
		assertThat(rows.get("columns").get("score").valueStream().filter(JsonNode::isNull)).as("rows without a published score").hasSize(3);
	}

	@Test
	void wordsStandForWhatTheyReplace() throws Exception {
		JsonNode rows = rows(HF);
		List<String> words = texts(rows.get("words").get("method"));

		assertThat(rows.get("columns").get("method").valueStream().map(place -> words.get(place.asInt())).toList())
			.isEqualTo(results.ofBoard("hf-metamathqa-v1").stream().map(row -> row.methodId()).toList());
	}

	@Test
	void isKeptForEverUnderItsContentAndAskedForAgainOtherwise() {
		String named = contents.hrefOf(boards.get("hf-metamathqa-v1"));

		assertThat(site.get().uri(named)).hasHeader("Cache-Control", "max-age=31536000, public, immutable");
		assertThat(site.get().uri(HF + "?v=old")).hasHeader("Cache-Control", "no-cache, public");
		MvcTestResult first = site.get().uri(HF).exchange();
		assertThat(site.get().uri(HF).header("If-None-Match", String.valueOf(first.getResponse().getHeader("ETag")))).hasStatus(304);
	}

	@Test
	void changesItsAddressWithANewResult() {
		String before = contents.hrefOf(boards.get(MiniCatalogue.BOARD));
		results.publish(Measured.evaluation("a", "lora", 81.25, 16_384, 1.25, 5_000_000L));

		assertThat(contents.hrefOf(boards.get(MiniCatalogue.BOARD))).isNotEqualTo(before);
	}

	@Test
	void anUnknownBoardIsNotFound() {
		assertThat(site.get().uri("/boards/nothing/rows.json")).hasStatus(404);
	}

}
