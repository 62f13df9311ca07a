package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.peftboard.OnH2;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.adapter.HfPeftConfig;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.language.Words;
import org.springframework.context.MessageSource;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Pages of methods, of rules, and what a row offers to start from, with the evaluator's own catalogue. */
@OnH2
@AutoConfigureMockMvc
class MethodPagesTest {

	private final MockMvcTester site;

	private final EvaluatorCards cards;

	private final Results results;

	private final RowConfigs configs;

	private final Words english;

	MethodPagesTest(MockMvcTester site, EvaluatorCards cards, Results results, RowConfigs configs, MessageSource messages) {
		this.site = site;
		this.cards = cards;
		this.results = results;
		this.configs = configs;
		this.english = new Words(messages, Locale.ENGLISH);
	}

	private String page(String address) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();
		assertThat(answer).hasStatusOk();
		return answer.getResponse().getContentAsString();
	}

	private StoredResult row(String board, String title) {
		return results.ofBoard(board).stream().filter(row -> row.title().equals(title)).findFirst().orElseThrow();
	}

	@TestFactory
	List<DynamicTest> everyMethodOfTheCatalogueHasAPage() {
		return cards.catalogue().methods().stream().map(card -> DynamicTest.dynamicTest(card.id(), () -> {
			String page = page("/methods/" + card.id());
			assertThat(page).contains("<svg viewBox=\"0 0 980 330\" role=\"img\"", card.mergeable() ? "folds into the weights" : "stays in the model");
			assertThat(page).doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern("\\sstyle=");
			if (!card.peftType().equals("none")) {
				assertThat(page).contains("get_peft_model(model, config)");
			}
		})).toList();
	}

	@Test
	void theListHasTheCataloguesMethodsAndThoseOfPublishedTables() throws Exception {
		String page = page("/methods");

		assertThat(cards.catalogue().methods()).allSatisfy(card -> assertThat(page).contains("href=\"/methods/" + card.id() + "\""));
		assertThat(page).contains("href=\"/methods/miss\"", "Known from published tables");
	}

	@Test
	void showsWhereAMethodStandsOnEveryBoard() throws Exception {
		assertThat(page("/methods/lora")).contains("PEFT-Bench, summary table", ">13.40<", ">60.08<", "not known: memory");
		assertThat(page("/methods/miss")).contains("MiSS, default", "does not train it");
		assertThat(site.get().uri("/methods/nothing")).hasStatus(404);
	}

	@Test
	void theDrawingSaysWhatIsLearnedWhere() {
		assertThat(Drawing.of(cards.method("lora"), english).changes()).isEqualTo(Map.of("q", Drawing.Change.UPDATE, "v", Drawing.Change.UPDATE));
		assertThat(Drawing.of(cards.method("ia3"), english).changes()).containsOnlyKeys("k", "v", "down").containsValue(Drawing.Change.SCALE);
		assertThat(Drawing.of(cards.method("prompt-tuning"), english).sentence()).isEqualTo("Trained, with default settings: vectors before the input. Everything else stays frozen.");
		assertThat(Drawing.of(cards.method("none"), english).changes()).isEmpty();
	}

	@Test
	void theSnippetIsWhatTheEvaluatorReadsBack() {
		for (String id : List.of("lora", "rslora", "dora", "loha", "lokr", "ia3", "vera", "prompt-tuning", "prefix-tuning")) {
			MethodCard card = cards.method(id);
			HfConfig config = HfConfig.of(card, Map.of()).orElseThrow();

			assertThat(HfPeftConfig.read(Json.line(config.file()), "llama").id()).as(id).isIn(id, "lora".equals(id) ? "lora" : id);
		}
		assertThat(HfConfig.of(cards.method("lora"), Map.of("rank", 4)).orElseThrow().python()).contains("LoraConfig(", "    r=4,\n", "target_modules=[\"q_proj\", \"v_proj\"]");
		assertThat(HfConfig.of(cards.method("houlsby"), Map.of())).isEmpty();
	}

	@Test
	void aPublishedRowCanBeStartedFrom() throws Exception {
		StoredResult row = row("hf-metamathqa-v1", "rsLoRA, rank64-rslora");

		assertThat(configs.of(row).submitHref()).startsWith("/submit?method=rslora&").contains("rank=64");
		assertThat(page("/results/" + row.publicId())).contains("use_rslora=True", "Change it and submit", "The same configuration over time", "2025-06-17", "± 1 point");
		assertThat(Json.map("config", page("/results/" + row.publicId() + "/adapter_config.json"))).containsEntry("r", 64).containsEntry("peft_type", "LORA");
	}

	@Test
	void everyComparedMethodButFullFineTuningHasItsConfiguration() throws Exception {
		List<StoredResult> without = results.ofBoard("hf-metamathqa-v1").stream().filter(row -> configs.file(row).isEmpty()).toList();

		assertThat(without).extracting(StoredResult::methodId).containsExactly("full-fine-tuning");
		assertThat(page("/results/" + without.get(0).publicId())).contains("No settings of this row are known here");
		assertThat(configs.of(row("hf-metamathqa-v1", "OSF, rank128")).python()).as("settings within settings").contains("PeftConfig.from_pretrained");
	}

	@Test
	void aRowWithoutStatedSettingsSaysSo() throws Exception {
		StoredResult row = row("peft-bench-summary-v1", "LoRA");

		assertThat(page("/results/" + row.publicId())).contains("The row does not state its settings");
		assertThat(site.get().uri("/results/" + row.publicId() + "/adapter_config.json")).hasStatus(404);
	}

	@Test
	void aPublishedQuantityThatIsNotToBeTrustedSaysWhy() throws Exception {
		String page = page("/results/" + row("lialin-t5-3b-v1", "LN tuning").publicId());

		assertThat(page).contains("Training throughput", "not to be trusted", "Inflated: a whole update", "The score is preliminary");
	}

	@Test
	void rulesNameTasksProtocolReferencesAndVersions() throws Exception {
		String measured = cards.catalogue().suites().get(0).id() + "-cpu-r" + cards.catalogue().rulesVersion();
		assertThat(page("/boards/" + measured)).contains("Protocol", "Reference runs", "not in yet", "Main metric", measured, "An example of");
		assertThat(page("/boards/peft-bench-v1")).contains("500,000,000", "for 27 tasks", "codealpacapy", "arXiv:2511.21285");
		assertThat(site.get().uri("/boards/nothing")).hasStatus(404);
	}

	@Test
	void theFormOfTheScoringPageWorksWithoutScripts() throws Exception {
		assertThat(page("/about/scoring")).contains(">13.40<", "value=\"84.2\"");
		assertThat(page("/about/scoring?s=50&p=0&l=0&m=13.9&gamma=2")).as("50 · e^-2").contains(">6.77<", ">0.1353<");
		assertThat(page("/about/scoring?s=101&pref=0&alpha=<b>")).contains("Score S: got &#39;101&#39;", "P_ref: got &#39;0&#39;", "&#39;&lt;b&gt;&#39;", ">13.40<");
	}

}
