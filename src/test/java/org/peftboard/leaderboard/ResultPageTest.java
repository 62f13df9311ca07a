package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.result.Measured;
import org.peftboard.result.NewArtifact;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class ResultPageTest {

	private final MockMvcTester site;

	private final Results results;

	ResultPageTest(MockMvcTester site, Results results) {
		this.site = site;
		this.results = results;
	}

	private String page(StoredResult row) throws Exception {
		MvcTestResult answer = site.get().uri("/results/" + row.publicId()).exchange();
		assertThat(answer).hasStatusOk();
		return answer.getResponse().getContentAsString();
	}

	@Test
	void showsEverythingThatWasRecorded() throws Exception {
		StoredResult row = results.publish(Measured.evaluation("a", "lora", 81.25, 16_384, 1.25, 5_000_000L));

		assertThat(page(row)).contains("lora a", "by ada", "measured here", "81.3", "16,384", "1.25 × base", "5.0 MB")
			.contains("greeting, v1", "exact-match", "step 20 of 40", "900")
			.contains("Adapted, not merged", "2.500", "1.20 %", "2.000  2.100  2.050", "batch size 1, 16 prompt tokens")
			.contains("0.819 % of all", "65.5 kB", "process-peak-resident", "A processor", "8.00 GB", "2.7.1", "12.5 s", "00".repeat(32))
			.contains("78.3 to 84.3", "+0.100", "100, 2 left out, 3 cut", "4.0 %")
			.contains("&quot;seeds&quot; : [ 7 ]", "evaluate --request request.json --out result")
			.contains("predictions/greeting.jsonl", "result.json");
	}

	@Test
	void factorsMultiplyToTheScore() throws Exception {
		StoredResult row = results.publish(Measured.reference("lora", 80, 20_000, 1.2, 5_000_000L));

		// the only row is its own reference for latency and memory: 80 · e^-0.01 · e^-1 · e^-1
		assertThat(page(row)).contains("0.9900", "0.3679", ">10.72<", "provisional until the last reference run is in");
	}

	@Test
	void saysWhereALatencyIsKnownNoBetterThanTheRulesAimAt() throws Exception {
		NewMeasuredResult quiet = Measured.evaluation("q", "lora", 80, 16_384, 1.2, 5_000_000L);
		StoredResult noisy = results.publish(new NewMeasuredResult("n", quiet.boardId(), "n", "ada", null,
				quiet.resultJson().replace("\"relativeError\" : 0.012", "\"relativeError\" : 0.031"), List.of()));

		assertThat(page(results.publish(quiet))).doesNotContain("Noisy");
		assertThat(page(noisy)).contains("Noisy: a mean is known to no better than 2 %", "3.10 %");
	}

	@Test
	void saysWhatIsAbsentAndWhy() throws Exception {
		StoredResult row = results.publish(Measured.reference("none", 12, 0, 1, null));

		assertThat(page(row)).contains("nothing was trained, so it has no rank", "not measured: nothing was trained",
				"none: nothing was trained")
			.doesNotContain("PSCP, all weights 1");
	}

	@Test
	void showsWhereAPublishedRowComesFrom() throws Exception {
		StoredResult row = results.ofBoard("peft-bench-summary-v1").get(0);

		assertThat(page(row)).contains("published", "Score quoted from the summary", "Third-party summary of PEFT-Bench")
				.doesNotContain("Run it again", "Latency</h2>");
	}

	@Test
	void filesAreDownloadsThatNothingMayExecute() throws Exception {
		NewMeasuredResult evaluation = Measured.evaluation("a", "lora", 81.25, 16_384, 1.25, 5_000_000L);
		StoredResult row = results.publish(new NewMeasuredResult("h", evaluation.boardId(), "t", "ada", null, evaluation.resultJson(),
				List.of(new NewArtifact("adapter/page.html", "text/html", "<script>alert(1)</script>".getBytes()))));

		MvcTestResult file = site.get().uri("/results/" + row.publicId() + "/files/adapter/page.html").exchange();
		assertThat(file).hasStatusOk()
			.hasHeader("Content-Type", "application/octet-stream")
			.hasHeader("X-Content-Type-Options", "nosniff")
			.hasHeader("Content-Disposition", "attachment; filename=\"" + row.publicId() + "-page.html\"");
		assertThat(site.get().uri("/results/" + row.publicId() + "/files/result.json").exchange().getResponse().getContentAsString())
			.isEqualTo(evaluation.resultJson());
	}

	@Test
	void unknownResultsAndFilesAreNotFound() {
		String file = "/results/" + results.ofBoard("peft-bench-v1").get(0).publicId() + "/files/result.json";

		assertThat(site.get().uri("/results/0000000000")).hasStatus(404);
		assertThat(site.get().uri(file)).hasStatus(404);
	}

	@Test
	void needsNoInlineScriptOrStyle() throws Exception {
		StoredResult row = results.publish(Measured.evaluation("a", "lora", 81.25, 16_384, 1.25, 5_000_000L));

		assertThat(page(row)).doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern("\\sstyle=")
				.doesNotContainPattern("\\son[a-z]+=");
	}

}
