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
import org.peftboard.result.StoredResult;
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
		assertThat(rows.get("columns").valueStream()).hasSize(12).allMatch(column -> column.size() == 16);
		assertThat(rows.get("columns").get("score").valueStream().filter(JsonNode::isNull)).as("rows without a published score").hasSize(3);
	}

	@Test
	void everythingCanBeReadBack() throws Exception {
		JsonNode rows = rows(HF);
		JsonNode columns = rows.get("columns");
		List<String> methods = texts(rows.get("words").get("method"));
		List<String> methodTitles = texts(rows.get("words").get("methodTitle"));
		List<String> ids = List.of(rows("/boards/hf-metamathqa-v1/ids.json").get("ids").asString().split(" "));

		assertThat(ids).isSorted().hasSize(63);
		assertThat(rows("/boards/hf-metamathqa-v1/ids.json").get("of")).isEqualTo(rows.get("of"));
		for (int place = 0; place < 63; place++) {
			StoredResult row = results.find(ids.get(place)).orElseThrow();
			String title = columns.get("title").get(place).asString();
			int method = columns.get("method").get(place).asInt();
			assertThat(methods.get(method)).isEqualTo(row.methodId());
			assertThat(title.startsWith("=") ? title.substring(1) : methodTitles.get(method) + title).isEqualTo(row.title());
			assertThat(columns.get("adapterOver").get(place).asLong() + 4 * columns.get("parameters").get(place).asLong()).isEqualTo(row.facts().adapterBytes());
			assertThat(texts(rows.get("words").get("date")).get(columns.get("date").get(place).asInt())).isEqualTo(row.facts().date());
		}
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
