package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
class ComparePageTest {

	private static final int ITEMS = 40;

	private final MockMvcTester site;

	private final Results results;

	ComparePageTest(MockMvcTester site, Results results) {
		this.site = site;
		this.results = results;
	}

	private String page(String address, int status) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();
		assertThat(answer).hasStatus(status);
		return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
	}

	/** A made-up result with predictions; nobody measured these. */
	private StoredResult withItems(String key, double score, IntPredicate right) {
		NewMeasuredResult plain = Measured.evaluation(key, "lora", score, 16_384, 1.2, 5_000_000L);
		List<NewArtifact> predictions = List.of(predictions("greeting", right), predictions("echo", right));
		return results.publish(new NewMeasuredResult(key, plain.boardId(), plain.title(), "ada", null, plain.resultJson(), predictions));
	}

	private static NewArtifact predictions(String task, IntPredicate right) {
		String lines = IntStream.range(0, ITEMS)
			.mapToObj(item -> "{\"id\":\"%d\",\"expected\":\"a\",\"predicted\":\"b\",\"exact-match\":%d}".formatted(item, right.test(item) ? 1 : 0))
			.collect(Collectors.joining("\n"));
		return new NewArtifact("predictions-" + task + "-7.jsonl", "application/jsonl", (lines + "\n").getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void testsTwoResultsItemByItem() throws Exception {
		String better = withItems("better", 90, item -> item % 10 != 0).publicId();
		String worse = withItems("worse", 50, item -> item % 2 == 1).publicId();
		String page = page("/compare?ids=" + better + "&ids=" + worse, 200);

		assertThat(page).contains("McNemar", "A – B", "A is better", "+40.0", "lora better", "lora worse", "Rank under other weights");
		// 16 of 40 items only the first got right, none only the second: p = 2/2¹⁶, twice by Holm
		assertThat(page).containsPattern("class=\"number\">16</td>\\s*<td class=\"number\"[^>]*>0</td>\\s*<td class=\"number\"[^>]*>&lt; 0.0001");
	}

	@Test
	void saysOfEqualResultsThatTheyCannotBeToldApart() throws Exception {
		String one = withItems("one", 80, item -> item % 5 != 0).publicId();
		String two = withItems("two", 80, item -> item % 5 != 1).publicId();

		assertThat(page("/compare?ids=" + one + "," + two, 200)).contains("not separable").doesNotContain("is better");
	}

	@Test
	void ranksHaveIntervalsWhereItemsAreKnown() throws Exception {
		withItems("first", 80, item -> item % 5 != 0);
		withItems("second", 80, item -> item % 5 != 1);
		withItems("third", 20, item -> item % 5 == 0);
		results.publish(Measured.evaluation("alone", "lora", 70, 16_384, 1.2, 5_000_000L));
		String page = page("/", 200);

		assertThat(page).containsPattern("data-col=\"range\"[^>]*>1–2 ≈1<").contains("Rank 1 to 2 in 95 %", "Not separable from", "95 % interval: 77.0 to 83.0");
		assertThat(page("/boards/" + MiniCatalogue.BOARD + "/trust.json", 200)).contains("\"draws\":500", "logScores");
		assertThat(page("/?board=peft-bench-v1", 200)).contains("No interval is known for these numbers");
	}

	@Test
	void neverRanksRowsOfDifferentBoardsTogetherAndSaysWhy() throws Exception {
		String measured = results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L)).publicId();
		String published = results.ofBoard("peft-bench-v1").get(0).publicId();

		assertThat(page("/compare?ids=" + measured + "," + published, 200))
			.contains("never share a ranking", "provenance (measured here, or published elsewhere), base model, hardware, tasks")
			.doesNotContain("Rank under other weights");
	}

	@Test
	void namesIdsThatAreNone() throws Exception {
		assertThat(page("/compare?ids=nothing", 400)).contains("ids: got &#39;nothing&#39;", "Choose two to six rows");
		assertThat(page("/compare?ids=" + "x".repeat(10_000), 400)).contains("ids: got &#39;xxx").doesNotContain("Exception");
		assertThat(page("/compare?ids=a,b,c,d,e,f,g", 400)).contains("ids: got 7 results, need two to six");
		assertThat(page("/compare", 200)).contains("Nothing to compare yet");
	}

	@Test
	void showsSettingsThatDifferFirst() throws Exception {
		List<StoredResult> rows = results.ofBoard("peft-bench-v1");

		assertThat(page("/compare?ids=" + rows.get(0).publicId() + "," + rows.get(1).publicId(), 200))
			.containsPattern("class=\"differs\"><th scope=\"row\">Method").contains("No paired test", "mnli", "No interval known");
	}

}
