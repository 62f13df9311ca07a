package org.peftboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.result.Measured;
import org.peftboard.result.Results;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class ReadApiTest {

	private final MockMvcTester site;

	private final Results results;

	private final RequestMappingHandlerMapping mappings;

	ReadApiTest(MockMvcTester site, Results results, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
		this.site = site;
		this.results = results;
		this.mappings = mappings;
	}

	private JsonNode json(String address) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();
		assertThat(answer).hasStatusOk();
		return Json.tree(address, answer.getResponse().getContentAsString());
	}

	private List<String> titles(String address) throws Exception {
		return json(address).get("rows").valueStream().map(row -> row.get("title").asString()).toList();
	}

	@Test
	void theDocumentListsExactlyTheRoutes() throws Exception {
		var routes = mappings.getHandlerMethods().keySet().stream().flatMap(route -> route.getPatternValues().stream()).filter(route -> route.startsWith("/api/v1/") && !route.contains("openapi"))
			.collect(Collectors.toSet());

		JsonNode document = json("/api/v1/openapi.json");
		assertThat(document.get("openapi").asString()).startsWith("3.");
		assertThat(document.get("paths").propertyNames()).hasSize(24).containsExactlyInAnyOrderElementsOf(routes);
	}

	@Test
	void ranksAsThePageRanks() throws Exception {
		String rows = "/api/v1/boards/peft-bench-summary-v1/rows";

		assertThat(titles(rows)).containsExactly("LoRA", "Prompt tuning", "BitFit", "IA³", "Adapter", "Prefix tuning");
		assertThat(titles(rows + "?refs=largest").get(0)).isEqualTo("BitFit");
		assertThat(titles(rows + "?alpha=0&beta=0&gamma=0").subList(0, 3)).containsExactly("LoRA", "Adapter", "IA³");
	}

	@Test
	void onlyWhatAdaptsABaseModel() throws Exception {
		String model = json("/api/v1/boards/lialin-t5-3b-v1").get("baseModel").asString();

		assertThat(json("/api/v1/boards?model=" + model).valueStream().map(board -> board.get("id").asString())).containsExactly("lialin-t5-3b-v1");
		assertThat(json("/api/v1/results?size=100&model=" + model).get("total").asLong()).isEqualTo(results.countOf("lialin-t5-3b-v1"));
		assertThat(json("/api/v1/results?size=100&model=" + model).get("results").valueStream().map(row -> row.get("board").asString())).containsOnly("lialin-t5-3b-v1");
		assertThat(site.get().uri("/api/v1/boards/peft-bench-v1/rows?model=" + model)).hasStatus(400);
	}

	@Test
	void pagesLinkToTheirNeighbours() throws Exception {
		MvcTestResult second = site.get().uri("/api/v1/boards/peft-bench-summary-v1/rows?size=2&page=2&beta=0").exchange();

		assertThat(titles("/api/v1/boards/peft-bench-summary-v1/rows?size=2&page=2")).containsExactly("BitFit", "IA³");
		assertThat(second.getResponse().getHeader("Link")).contains("size=2&beta=0&page=1>; rel=\"prev\"", "size=2&beta=0&page=3>; rel=\"next\"", "rel=\"last\"");
		assertThat(titles("/api/v1/boards/peft-bench-summary-v1/rows?page=1000000")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/boards/peft-bench-v1/rows?alpha=9    | 400 | alpha | '9'
			/boards/peft-bench-v1/rows?score=x    | 400 | score | 'x'
			/boards/peft-bench-v1/rows?size=501   | 400 | size  | '501'
			/results?page=0                       | 400 | page  | '0'
			/results?model=x                      | 400 | model | 'x'
			/boards?model=x                       | 400 | model | 'x'
			""")
	void namesWhatIsWrong(String path, int status, String field, String value) throws Exception {
		MvcTestResult answer = site.get().uri("/api/v1" + path).exchange();

		assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
		JsonNode problem = Json.tree("problem", answer.getResponse().getContentAsString()).get("problems").get(0);
		assertThat(problem.get("field").asString()).isEqualTo(field);
		assertThat(problem.get("value").asString()).isEqualTo(value.strip().startsWith("'") ? value : "'" + value + "'");
		assertThat(problem.get("need").asString()).isNotBlank();
	}

	@ParameterizedTest
	@CsvSource({ "boards/x", "boards/x/rows", "results/x", "methods/x", "tasks/x", "snapshots/x" })
	void whatIsNotThereIsNotFoundAndSaysWhatToDo(String path) {
		assertThat(site.get().uri("/api/v1/" + path)).hasStatus(404).hasContentType("application/problem+json").bodyText().contains("No ", "'x'. ");
	}

	@Test
	void anyOriginMayReadAndNobodyMayWrite() {
		assertThat(site.get().uri("/api/v1/boards").header("Origin", "https://elsewhere.example")).hasHeader("Access-Control-Allow-Origin", "*")
			.doesNotContainHeader("Access-Control-Allow-Credentials").doesNotContainHeader("Set-Cookie");
		assertThat(site.options().uri("/api/v1/boards").header("Origin", "https://elsewhere.example").header("Access-Control-Request-Method", "POST")).hasStatus(403);
		assertThat(site.post().uri("/api/v1/boards")).as("without a token").hasStatus(401);
		assertThat(site.get().uri("/").header("Origin", "https://elsewhere.example")).doesNotContainHeader("Access-Control-Allow-Origin");
	}

	@Test
	void givesAResultWithItsFacts() throws Exception {
		String id = results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L)).publicId();
		JsonNode result = json("/api/v1/results/" + id);

		assertThat(result.get("taskScores").get("greeting").asDouble()).isEqualTo(80);
		assertThat(result.get("files").valueStream().map(file -> file.get("name").asString())).contains("result.json");
		assertThat(result.get("mergeable").asBoolean()).isTrue();
	}

	@Test
	void theDumpHoldsEveryResultOfEveryBoard() throws Exception {
		JsonNode dump = json("/api/v1/dump.json");
		Map<String, Long> byBoard = dump.get("results").valueStream().collect(Collectors.groupingBy(row -> row.get("board").asString(), Collectors.counting()));

		assertThat(byBoard).containsEntry("hf-metamathqa-v1", 63L).containsEntry("peft-bench-v1", 8L).containsEntry("lialin-t5-11b-v1", 14L);
		assertThat(dump.get("results").size()).isEqualTo((int) results.count());
	}

}
