package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.result.Measured;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class BoardPageTest {

	private static final String SUMMARY = "/?board=peft-bench-summary-v1";

	private static final Pattern ROW = Pattern.compile("data-title=\"([^\"]+)\"");

	private final MockMvcTester site;

	private final Results results;

	BoardPageTest(MockMvcTester site, Results results) {
		this.site = site;
		this.results = results;
	}

	private String page(String address) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();
		assertThat(answer).hasStatusOk();
		return answer.getResponse().getContentAsString();
	}

	private static List<String> rows(String page) {
		List<String> titles = new ArrayList<>();
		Matcher row = ROW.matcher(page);
		while (row.find()) {
			titles.add(row.group(1));
		}
		return titles;
	}

	@Test
	void aNewBoardSaysThatThereAreNoResultsYet() throws Exception {
		String page = page("/");

		assertThat(page).contains("Mini suite · CPU", "measured here", "No results yet.", "0 of 3 reference runs are in");
		assertThat(rows(page)).isEmpty();
	}

	@Test
	void showsTheFirstSeedsTableInTheStatedOrder() throws Exception {
		String page = page(SUMMARY);

		assertThat(rows(page)).containsExactly("LoRA", "Prompt tuning", "BitFit", "IA³", "Adapter", "Prefix tuning");
		assertThat(page).contains(">13.40<", ">12.83<", ">12.80<", ">12.24<", ">11.60<", ">10.77<")
			.contains("The summary itself was not at hand", "P_ref 100.0 %", "published");
	}

	@Test
	void ranksByTheWeightsOfTheAddressWithoutAnyScript() throws Exception {
		String page = page(SUMMARY + "&alpha=0&beta=0&gamma=0");

		assertThat(rows(page)).containsExactly("LoRA", "Adapter", "IA³", "Prefix tuning", "Prompt tuning", "BitFit");
		assertThat(page).contains("▲3", "down 3 against weights of 1").contains("<form id=\"controls\"", "name=\"alpha\"", "value=\"0\"");
	}

	@Test
	void saysThatRanksAreRelativeWhereTheReaderAsksForTheLargestRow() throws Exception {
		String page = page(SUMMARY + "&refs=largest");

		assertThat(rows(page).get(0)).isEqualTo("BitFit");
		assertThat(page).contains(">11.79<", "Relative: costs are shares of the largest row, so");
		assertThat(page(SUMMARY)).contains("data-relative-notice hidden");
	}

	@Test
	void showsTheAuthorsNumbersOnTheAuthorsBoard() throws Exception {
		String page = page("/?board=peft-bench-v1");

		assertThat(rows(page).subList(0, 3)).containsExactly("LN tuning", "LoRA", "BitFit");
		assertThat(page).contains(">60.19<", ">60.08<", ">29.26<", "C_p 500,000,000", "arXiv:2511.21285");
	}

	@Test
	void showsOneMeasuredRowWithProvisionalReferences() throws Exception {
		results.publish(Measured.reference("lora", 80, 16_384, 1.2, 5_000_000L));
		String page = page("/");

		assertThat(rows(page)).containsExactly("lora");
		assertThat(page).contains("Provisional: 1 of 3 reference runs are in", "reference run", "P_ref 2,000,000", "5.0");
	}

	@Test
	void showsTheBaseModelWithoutARankAndItsMemoryAsAbsent() throws Exception {
		results.publish(Measured.reference("none", 12, 0, 1, null));
		results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L));
		String page = page("/");

		assertThat(rows(page)).containsExactly("lora a", "none");
		assertThat(page).contains("Base model: shown for comparison, not ranked", "title=\"Not known\">–<").doesNotContain("Incomplete");
	}

	@Test
	void listsARowWithAnAbsentCostApartWithItsReason() throws Exception {
		results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L));
		results.publish(Measured.evaluation("b", "lora", 99, 16_384, 1.2, null));
		String page = page("/");

		assertThat(rows(page)).containsExactly("lora a", "lora b");
		assertThat(page).contains("Incomplete: something is not known",
				"Not known: memory. A score needs a task score and all three costs, and none is guessed.");
	}

	@Test
	void freezesReferencesWhenTheLastReferenceRunIsIn() throws Exception {
		results.publish(Measured.reference("none", 12, 0, 1, null));
		results.publish(Measured.reference("lora", 80, 16_384, 1.2, 5_000_000L));
		results.publish(Measured.reference("full", 90, MiniCatalogue.BASE_PARAMETERS, 1, 30_000_000L));
		results.publish(Measured.evaluation("slow", "lora", 80, 16_384, 4, 90_000_000L));

		assertThat(page("/")).contains("L_ref 1.20 × base · M_ref 30.0 MB", "3 reference runs").doesNotContain("Provisional");
	}

	@Test
	void marksARowBelowChanceAndTies() throws Exception {
		results.publish(Measured.evaluation("a", "lora", 0, 16_384, 1.2, 5_000_000L));
		results.publish(Measured.evaluation("b", "lora", 50, 16_384, 1.2, 5_000_000L));
		results.publish(Measured.evaluation("c", "lora", 50, 16_384, 1.2, 5_000_000L));
		String page = page("/");

		assertThat(page).contains("below chance")
				.containsPattern("class=\"rank\">1=<[\\s\\S]*class=\"rank\">1=<[\\s\\S]*class=\"rank\">3<");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			/?alpha=-1            | alpha: got &#39;-1&#39;, need a number from 0 to 5
			/?beta=5.01           | beta: got &#39;5.01&#39;, need a number from 0 to 5
			/?gamma=abc           | gamma: got &#39;abc&#39;, need a number from 0 to 5
			/?gamma=NaN           | gamma: got &#39;NaN&#39;
			/?gamma=              | gamma: got &#39;&#39;
			/?alpha=1e0           | alpha: got &#39;1e0&#39;
			/?board=mini-cpu-r9   | Did you mean &#39;mini-cpu-r1.0&#39;?
			/?board=../etc/passwd | board: got &#39;../etc/passwd&#39;, need one of: mini-cpu-r1.0
			/?score=pscp-exp/2    | Did you mean &#39;pscp-exp/1&#39;?
			/?refs=mine           | refs: got &#39;mine&#39;, need one of: frozen, largest, own
			/?x=<script>          | x: got &#39;&lt;script&gt;&#39;
			/?cols=pscp,colour    | cols: got &#39;colour&#39;, need one of: pscp, penalty
			/?sort=luck           | sort: got &#39;luck&#39;, need one of: rank
			/?view=3d             | view: got &#39;3d&#39;, need one of: ranking, plot
			/?method=lorra        | method: got &#39;lorra&#39;
			/?since=yesterday     | since: got &#39;yesterday&#39;, need a day such as 2026-07-15
			/?mmax=-1             | mmax: got &#39;-1&#39;, need a number of 0 or more
			/?refs=own&mref=0     | mref: got &#39;0&#39;, need a number greater than 0
			/?model=T5-4B         | Did you mean &#39;T5-3B&#39;?
			/?page=x              | page: got &#39;x&#39;, need a page from 1 on
			""")
	void namesWhatIsWrongAndShowsTheDefault(String address, String message) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();

		assertThat(answer).hasStatus(400);
		assertThat(answer.getResponse().getContentAsString())
				.contains("Part of this address was not understood", message, "Mini suite · CPU")
			.doesNotContain("Exception");
	}

	@Test
	void saysThatAVeryLongFilterIsTooLong() throws Exception {
		MvcTestResult answer = site.get().uri("/?q=" + "x".repeat(10_000)).exchange();

		assertThat(answer).hasStatus(400);
		assertThat(answer.getResponse().getContentAsString()).contains("q: got 10000 characters, need at most 100");
		assertThat(site.get().uri("/?method=" + "y".repeat(10_000)).exchange().getResponse().getContentAsString()).contains("method: got &#39;yyy")
			.doesNotContain("y".repeat(200));
	}

	@Test
	void filtersHideRowsAndLeaveRanksAlone() throws Exception {
		String page = page(SUMMARY + "&family=selective,soft-prompt&mmax=13");

		assertThat(rows(page)).containsExactly("Prompt tuning", "BitFit");
		assertThat(page).containsPattern("class=\"rank\">2<[\\s\\S]*class=\"rank\">3<").contains("2 of 6 ranked rows");
		assertThat(page(SUMMARY + "&q=nothing+like+this")).contains("No row passes these filters.");
	}

	@Test
	void anotherBaseModelIsAnotherBoardOneWithTheSameTasksFirst() throws Exception {
		assertThat(page("/?model=T5-3B")).contains("data-rows=\"/boards/lialin-t5-3b-v1/", "class=\"board-picker\" open").doesNotContain("/?board=peft-bench-v1\"");
		assertThat(page("/?board=lialin-t5-large-v1&model=T5-11B")).contains("data-rows=\"/boards/lialin-t5-11b-v1/");
		assertThat(page("/?board=lialin-t5-large-v1&model=T5-Large&beta=2")).contains("data-rows=\"/boards/lialin-t5-large-v1/", "<option value=\"T5-Large\" selected=\"selected\">");
		assertThat(page("/?board=peft-bench-v1&tasks=generation")).as("a kind of tasks leads away from no board that is named")
			.contains("data-rows=\"/boards/peft-bench-v1/");
	}

	@Test
	void tellsHowFarSeveralRunsOfOneConfigurationLieApart() throws Exception {
		results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L));
		assertThat(page("/")).contains("title=\"No interval known\"").doesNotContain("data-ends=\"5.0");
		results.publish(Measured.evaluation("b", "lora", 80, 16_384, 1.2, 5_400_000L));

		assertThat(page("/")).contains("data-ends=\"5.0–5.4\"", "title=\"Least and greatest of 2 runs of this configuration: 5.0 to 5.4.");
		assertThat(page("/?board=hf-metamathqa-v1")).contains("Small figures: least and greatest of several published runs", "title=\"No interval known\"", "data-ends=", "21.67–21.74");
		assertThat(page(SUMMARY)).contains("they are single published values").doesNotContain("data-ends=");
	}

	@Test
	void sortsByAnotherQuantityAndKeepsTheRanks() throws Exception {
		String page = page(SUMMARY + "&sort=memory");

		assertThat(rows(page)).containsExactly("BitFit", "Prompt tuning", "LoRA", "IA³", "Adapter", "Prefix tuning");
		assertThat(page).containsPattern("data-col=\"memory\"[^>]*aria-sort=\"ascending\"");
	}

	@Test
	void takesReferencesThatTheReaderTypes() throws Exception {
		String page = page(SUMMARY + "&refs=own&pref=1.2");

		assertThat(rows(page).get(0)).isEqualTo("BitFit");
		assertThat(page).contains(">11.79<", "P_ref 1.2 %", "Typed by the reader");
	}

	@Test
	void saysExactlyHowStableTheLeadIs() throws Exception {
		assertThat(page(SUMMARY)).contains("LoRA leads while α ≤ 12.46 · β ≤ 3.45 · γ ≤ 2.06, each weight on its own. The nearest swap is with BitFit");
	}

	@Test
	void saysByWhichRowAnotherIsDominated() throws Exception {
		assertThat(page(SUMMARY)).contains("dominated by LoRA");
		assertThat(page(SUMMARY + "&cols=pscp")).as("no cost is shown, so only the score counts").contains("dominated by LoRA");
	}

	@Test
	void everyViewWorksWithoutScripts() throws Exception {
		assertThat(page(SUMMARY + "&view=plot&x=parameters&y=pscp")).contains("<svg class=\"plot\"", "logarithmic", "id=\"plot-table\"");
		assertThat(page("/?board=peft-bench-v1&view=tasks")).contains("<span>mnli</span>", "shade-9");
		assertThat(page("/?board=peft-bench-v1&view=tasks&tasks=generation")).as("tasks that this small catalogue does not know are others")
			.doesNotContain("<span>mnli</span>");
		assertThat(page("/?board=lialin-t5-3b-v1&view=scaling")).contains("<polyline points=", "T5-Large");
		assertThat(page("/?board=hf-metamathqa-v1&view=history")).contains("class=\"bar-count\"", "2025-06");
		assertThat(page("/?view=history")).contains("Fewer than two dates are known");
	}

	@Test
	void namesAllProblemsAtOnce() throws Exception {
		assertThat(site.get().uri("/?alpha=x&beta=y&gamma=z").exchange().getResponse().getContentAsString())
				.contains("alpha: got", "beta: got", "gamma: got");
	}

	@Test
	void needsNoInlineScriptOrStyle() throws Exception {
		results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L));

		assertThat(page("/")).doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern("\\sstyle=")
				.doesNotContainPattern("\\son[a-z]+=");
	}

	@Test
	void escapesWhatPeopleNamed() throws Exception {
		var evaluation = Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L);
		results.publish(new NewMeasuredResult("x", evaluation.boardId(), "<img src=x onerror=alert(1)>", "\"><script>", null,
				evaluation.resultJson(), List.of()));

		assertThat(page("/")).doesNotContain("<img", "\"><script>").contains("&lt;img src=x");
	}

}
