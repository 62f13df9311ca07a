package org.peftboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.result.Measured;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class ExportPagesTest {

	private static final String SUMMARY = "?board=peft-bench-summary-v1";

	private final MockMvcTester site;

	private final Results results;

	ExportPagesTest(MockMvcTester site, Results results) {
		this.site = site;
		this.results = results;
	}

	private String text(String address) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();
		assertThat(answer).hasStatusOk();
		return answer.getResponse().getContentAsString();
	}

	private static NewMeasuredResult titled(String title) {
		NewMeasuredResult result = Measured.evaluation(title, "lora", 80, 16_384, 1.2, 5_000_000L);
		return new NewMeasuredResult(title, result.boardId(), title, result.submitter(), null, result.resultJson(), List.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "csv", "json", "md", "tex" })
	void keepsThePagesOrderUnderAnyWeights(String format) throws Exception {
		assertThat(text("/export." + format + SUMMARY)).containsSubsequence("LoRA", "Prompt tuning", "BitFit", "IA", "Adapter", "Prefix tuning");
		assertThat(text("/export." + format + SUMMARY + "&alpha=0&beta=0&gamma=0")).containsSubsequence("LoRA", "Adapter", "IA", "Prefix tuning",
				"Prompt tuning", "BitFit");
		assertThat(text("/export." + format + SUMMARY + "&refs=largest")).containsSubsequence("BitFit", "Prompt tuning", "LoRA");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			=HYPERLINK("http://x")   | "'=HYPERLINK(""http://x"")"
			+1+1                     | '+1+1
			-2+3                     | '-2+3
			@SUM(A1)                 | '@SUM(A1)
			~ =1~                    | ~' =1~
			a, b                     | "a, b"
			LoRA - plain             | LoRA - plain
			""")
	void noCellOfTheCsvIsAFormula(String title, String cell) throws Exception {
		results.publish(titled(title));

		assertThat(text("/export.csv")).contains("\r\n1," + cell + ",reparametrised,");
	}

	@Test
	void numbersOfTheCsvKeepEveryDigit() throws Exception {
		assertThat(text("/export.csv" + SUMMARY).lines().skip(1).findFirst().orElseThrow()).startsWith("1,LoRA,reparametrised,13.39").contains(",84.2,0.5,1.03,12.1,");
	}

	@Test
	void jsonIsCompleteInItself() throws Exception {
		JsonNode view = Json.tree("view", text("/export.json" + SUMMARY + "&gamma=2"));

		assertThat(view.get("weights").get("gamma").asDouble()).isEqualTo(2);
		assertThat(view.get("references").get("memory").asDouble()).isEqualTo(13.9);
		assertThat(view.get("board").get("costs").get("memory").get("unit").asString()).isEqualTo("GIGABYTE");
		assertThat(view.get("query").asString()).isEqualTo("board=peft-bench-summary-v1&gamma=2");
	}

	@Test
	void markdownAndLatexAreEscaped() throws Exception {
		results.publish(titled("50% | a_b & <c> \\d"));

		assertThat(text("/export.md")).contains("50% \\| a\\_b & \\<c\\> \\\\d");
		assertThat(text("/export.tex")).contains("50\\% | a\\_b \\& <c> \\textbackslash{}d").doesNotContain("×");
	}

	@Test
	void bibtexCitesTheViewAndItsSource() throws Exception {
		assertThat(text("/export.bib?board=peft-bench-v1&beta=2")).contains("@misc{peftboard-peftbenchv1,", "\\url{http://localhost/?board=peft-bench-v1&beta=2}", "$\\beta$ 2",
				"arXiv:2511.21285");
	}

	@Test
	void rowsWithoutARankSayWhy() throws Exception {
		assertThat(text("/export.csv?board=peft-bench-v1")).contains(",No training (base model),baseline,,,,,,0,8.38,,\"not known: score, memory\"");
	}

	@Test
	void anUnknownFormatIsNotFound() {
		assertThat(site.get().uri("/export.xls")).hasStatus(404);
	}

}
