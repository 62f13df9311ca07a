package org.peftboard.submission;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.catalog.Boards;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluation.StandInCatalogue;
import org.peftboard.evaluator.contract.MethodSetting;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
@Import(StandInCatalogue.class)
class SubmitPagesTest {

	private static final String LORA_FILE = """
			{"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": %s, "lora_alpha": 64, "lora_dropout": 0.1, "target_modules": ["q_proj", "k_proj"]}""";

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final Accounts accounts;

	private final Submissions submissions;

	private final Boards boards;

	private SignedIn ada;

	SubmitPagesTest(MockMvcTester site, JdbcClient jdbc, Accounts accounts, Submissions submissions, Boards boards) {
		this.boards = boards;
		this.site = site;
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.submissions = submissions;
	}

	@BeforeEach
	void register() {
		Tables.empty(jdbc);
		ada = Registered.person(accounts, "ada");
	}

	private MvcTestResult get(String path) {
		return site.get().uri(path).with(user(ada)).exchange();
	}

	private MvcTestResult submit(String... parameters) {
		return submit(new byte[0], parameters);
	}

	private MvcTestResult submit(byte[] file, String... parameters) {
		var request = site.post().uri("/submit").multipart().with(csrf()).with(user(ada));
		request.file(new MockMultipartFile("file", "adapter_config.json", "application/json", file));
		for (int index = 0; index < parameters.length; index += 2) {
			request.param(parameters[index], parameters[index + 1]);
		}
		return request.exchange();
	}

	private static String body(MvcTestResult answer) throws Exception {
		return answer.getResponse().getContentAsString();
	}

	private int stored() {
		return jdbc.sql("select count(*) from submissions").query(Integer.class).single();
	}

	@Test
	void anAddressMayNameTheBoardThatTheConfigurationWasFor() throws Exception {
		String known = body(get("/submit?method=lora&rank=32&board=" + boards.measured("mini").orElseThrow().id()));

		assertThat(known).contains("name=\"rank\"", "value=\"32\"").doesNotContain("alert-bad");
		assertThat(body(get("/submit?method=lora&rank=32&board=no-such-board"))).contains("name=\"rank\"", "value=\"32\"").doesNotContain("alert-bad");
	}

	@Test
	void drawsTheFormFromTheCardOfAnyMethod() throws Exception {
		assertThat(body(get("/submit"))).contains("name=\"rank\"", "min=\"1\"", "max=\"512\"", "1 to 512", "value=\"attention-query\"", "Hu et al., 2021");
		assertThat(body(get("/submit?method=behaving"))).contains("<select id=\"behaviour\"", "type=\"checkbox\" id=\"loudly\"", "name=\"seconds\"")
			.doesNotContain("name=\"rank\"");
		assertThat(body(get("/submit?method=none"))).contains("This method has nothing to set.");
	}

	@Test
	void submitsAndLeadsToThePageOfTheSubmission() throws Exception {
		MvcTestResult answer = submit("method", "lora", "suite", "mini", "title", "", "rank", "16", "alpha", "16", "dropout", "0", "targetModules", "",
				"targetModules", "attention-key");
		assertThat(answer).hasStatus(302);
		String page = answer.getResponse().getRedirectedUrl();
		assertThat(page).matches("/submissions/\\d+");
		assertThat(body(get(page))).contains("LoRA, rank 16, target modules attention-key", "Next in the queue", "Cancel this submission");
		assertThat(body(get("/account"))).contains("LoRA, rank 16", page);
	}

	@ParameterizedTest
	@CsvSource({ "rank, 0, 'rank: got 0, need a whole number, 1 to 512'", "rank, 1000000, 'rank: got 1000000, need a whole number, 1 to 512'",
			"rank, eight, 'rank: got &#39;eight&#39;, need a whole number, 1 to 512'", "dropout, 0.95, 'dropout: got 0.95, need a number, 0 to 0.9'",
			"rnak, 8, 'unknown key &#39;rnak&#39;'", "targetModules, conv, 'targetModules: got &#39;conv&#39;, need one of'" })
	void namesFieldValueAndNeedAndLosesNothingTyped(String field, String value, String sentence) throws Exception {
		MvcTestResult answer = submit("method", "lora", "suite", "mini", "title", "My own row", "alpha", "48.5", field, value);
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains(sentence).contains("value=\"My own row\"", "value=\"48.5\"");
		assertThat(stored()).isZero();
	}

	@Test
	void namesAMethodThatIsNotThere() throws Exception {
		MvcTestResult answer = submit("method", "lorra", "suite", "mini", "title", "My own row");
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("method: got &#39;lorra&#39;", "Did you mean &#39;lora&#39;?", "value=\"My own row\"");
	}

	@Test
	void saysEverythingThatIsWrongAtOnce() throws Exception {
		assertThat(body(submit("method", "lora", "suite", "mini", "title", "x".repeat(81), "rank", "0", "alpha", "", "targetModules", "")))
			.contains("4 things need another look");
	}

	@Test
	void showsWhatWasTypedAsTextNeverAsMarkup() throws Exception {
		assertThat(body(submit("method", "lora", "suite", "mini", "title", "<script>alert(1)</script>", "rank", "\"><img src=x>"))).doesNotContain("<script>alert")
			.doesNotContain("<img");
	}

	@Test
	void fillsTheFormInFromAnAdapterConfigAndKeepsTheRest() throws Exception {
		MvcTestResult answer = submit(LORA_FILE.formatted("32").getBytes(), "method", "none", "suite", "mini", "title", "My own row");
		assertThat(answer).hasStatusOk();
		assertThat(body(answer)).contains("Read from adapter_config.json: LoRA", "value=\"32\"", "value=\"64\"", "value=\"0.1\"", "value=\"My own row\"")
			.containsPattern("value=\"attention-key\"\\s+checked");
		assertThat(stored()).isZero();
	}

	@Test
	void showsWhatIsOutOfRangeInAFileInItsField() throws Exception {
		MvcTestResult answer = submit(LORA_FILE.formatted("1000000").getBytes(), "method", "lora", "suite", "mini");
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("rank: got 1000000, need a whole number, 1 to 512", "value=\"1000000\"", "value=\"64\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"peft_type\": \"LORA\", \"r\": 8,|end-of-input", "not json|adapter_config.json",
			"{\"peft_type\": \"LORA\", \"r\": 8, \"r\": 9}|r", "{\"peft_type\": \"LORA\", \"auto_map\": {}}|auto_map",
			"{\"peft_type\": \"LORRA\"}|LORRA", "[]|object" })
	void refusesAWrongFileAndLosesNothingTyped(String file, String named) throws Exception {
		MvcTestResult answer = submit(file.getBytes(), "method", "lora", "suite", "mini", "title", "My own row", "rank", "77");
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("One thing needs another look", named, "value=\"My own row\"", "value=\"77\"");
	}

	@Test
	void refusesATenMegabyteFileAndLosesNothingTyped() throws Exception {
		MvcTestResult answer = submit(new byte[10_000_000], "method", "lora", "suite", "mini", "title", "My own row", "rank", "77");
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("a file of 10.0 MB", "at most 64 KiB", "value=\"My own row\"", "value=\"77\"");
	}

	@Test
	void refusesAFileThatIsNotText() throws Exception {
		assertThat(body(submit(new byte[] { (byte) 0x80, 2, (byte) 0xff }, "method", "lora", "suite", "mini"))).contains("a file that is not text");
	}

	@Test
	void answersTheSameConfigurationWithTheExistingSubmission() {
		String first = submit("method", "lora", "suite", "mini", "rank", "16").getResponse().getRedirectedUrl();
		assertThat(submit("method", "lora", "suite", "mini", "rank", "16", "alpha", "16.0")).hasRedirectedUrl(first + "?already");
		assertThat(stored()).isEqualTo(1);
	}

	@Test
	void doesNotShowSomebodyElsesSubmissionThatIsTheSame() throws Exception {
		SignedIn eve = Registered.person(accounts, "eve");
		submissions.submit(eve, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 16))));
		assertThat(body(submit("method", "lora", "suite", "mini", "rank", "16"))).contains("Somebody else submitted exactly this configuration");
	}

	@Test
	void answersAnotherPersonsSubmissionAsIfThereWereNone() {
		SignedIn eve = Registered.person(accounts, "eve");
		long id = submissions.submit(eve, new Proposal("mini", "", new MethodSetting("lora", Map.of()))).submission().id();
		// what was just made for her is not there for others
		assertThat(site.get().uri("/submissions/" + id).with(user(eve))).hasStatusOk();
		assertThat(site.get().uri("/submissions/" + id + "/live").with(user(eve))).hasStatusOk();
		for (String path : List.of("/submissions/" + id, "/submissions/" + id + "/live", "/submissions/" + id + "/events")) {
			assertThat(get(path)).as(path).hasStatus(404);
			assertThat(get(path.replace("" + id, "999999"))).as(path).hasStatus(404);
		}
		assertThat(site.post().uri("/submissions/" + id + "/cancel").with(csrf()).with(user(ada))).hasStatus(404);
		assertThat(site.get().uri("/submissions/" + id)).hasRedirectedUrl("/login");
		assertThat(site.get().uri("/submissions/999999")).hasRedirectedUrl("/login");
		assertThat(site.get().uri("/submissions/" + id + "/live")).hasStatus(404);
	}

	private MvcTestResult upload(SignedIn person, String fileName, byte[] weights) {
		return site.post()
			.uri("/submit/check")
			.multipart()
			.file(new MockMultipartFile("adapterModel", fileName, "application/octet-stream", weights))
			.with(csrf())
			.with(user(person))
			.param("method", "lora")
			.param("suite", "mini")
			.param("rank", "2")
			.exchange();
	}

	private static String sum(MvcTestResult form) throws Exception {
		Matcher box = Pattern.compile("name=\"adapter\" value=\"([0-9a-f]{64})\"").matcher(body(form));
		assertThat(box.find()).as(body(form)).isTrue();
		return box.group(1);
	}

	@Test
	void takesATrainedAdapterAndSaysEverywhereThatItIsNotTrainedHere() throws Exception {
		MvcTestResult form = upload(ada, "../../etc/passwd", TestAdapters.lora(2, 0.5f));
		assertThat(form).hasStatusOk();
		assertThat(body(form)).contains("Test the uploaded adapter, train nothing", "16 tensors", "value=\"2\"").doesNotContain("passwd");
		String adapter = sum(form);
		assertThat(stored()).isZero();

		MvcTestResult check = site.post().uri("/submit/check").with(csrf()).with(user(ada)).param("method", "lora").param("suite", "mini").param("rank", "2")
			.param("adapter", adapter).exchange();
		assertThat(body(check)).contains("LoRA, rank 2 (uploaded adapter, not trained here)", "SHA-256 " + adapter, "Without training memory there is no rank")
			.doesNotContain("Training memory, at most about");

		String page = submit("method", "lora", "suite", "mini", "rank", "2", "adapter", adapter).getResponse().getRedirectedUrl();
		assertThat(body(get(page))).contains("LoRA, rank 2 (uploaded adapter, not trained here)");
		assertThat(submit("method", "lora", "suite", "mini", "rank", "2", "adapter", adapter)).hasRedirectedUrl(page + "?already");
		assertThat(submit("method", "lora", "suite", "mini", "rank", "2").getResponse()
				.getRedirectedUrl()).as("trained, it is another configuration").isNotEqualTo(page)
			.matches("/submissions/\\d+");
	}

	@Test
	void letsNobodySubmitWhatSomebodyElseBrought() throws Exception {
		String adapter = sum(upload(Registered.person(accounts, "eve"), "a.safetensors", TestAdapters.lora(2, 0.25f)));
		MvcTestResult answer = submit("method", "lora", "suite", "mini", "rank", "2", "adapter", adapter);
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("an adapter that is not there");
		assertThat(stored()).isZero();
	}

	@Test
	void refusesAdaptersThatLieAndKeepsNothingOfThem() throws Exception {
		byte[] cut = Arrays.copyOf(TestAdapters.lora(2, 1), 4000);
		Map<String, byte[]> wrong = Map.of("got a pickled file", HexFormat.of().parseHex("80025d71002e00000000"), "cut short", cut, "infinity or not a number",
				TestAdapters.lora(2, Float.NaN), "a header of 0 bytes", new byte[100]);
		for (Map.Entry<String, byte[]> one : wrong.entrySet()) {
			MvcTestResult answer = upload(ada, "adapter_model.bin", one.getValue());
			assertThat(answer).as(one.getKey()).hasStatus(422);
			assertThat(body(answer)).contains(one.getKey());
		}
		assertThat(jdbc.sql("select count(*) from adapters").query(Integer.class).single()).isZero();
	}

	@Test
	void keepsAFewAdaptersThatNobodySubmitted() throws Exception {
		for (int number = 1; number <= AdapterSpace.MOST_PENDING; number++) {
			assertThat(upload(ada, "a", TestAdapters.lora(1, number))).hasStatusOk();
			assertThat(upload(ada, "a", TestAdapters.lora(1, number))).as("the same again").hasStatusOk();
		}
		assertThat(body(upload(ada, "a", TestAdapters.lora(1, 99)))).contains("5 adapters that were uploaded and not submitted");
		jdbc.sql("update adapters set created_at = dateadd(hour, -25, created_at)").update();
		assertThat(upload(ada, "a", TestAdapters.lora(1, 99))).as("a day later").hasStatusOk();
		assertThat(jdbc.sql("select count(*) from adapters").query(Integer.class).single()).isEqualTo(1);
	}

	@Test
	void keepsNoMoreOfOnePersonThanItsShare() throws Exception {
		upload(ada, "a", TestAdapters.lora(1, 1));
		jdbc.sql("update adapters set size_bytes = 1073741824").update();
		assertThat(body(upload(ada, "a", TestAdapters.lora(1, 2)))).contains("bytes of your adapters with this one", "at most 1073741824");
		assertThat(upload(Registered.person(accounts, "eve"), "a", TestAdapters.lora(1, 2))).as("another person's share is another").hasStatusOk();
		jdbc.sql("update adapters set size_bytes = 11000000000").update();
		assertThat(body(upload(Registered.person(accounts, "lin"), "a", TestAdapters.lora(1, 2)))).contains("bytes of everybody&#39;s adapters", "peftboard.adapter.most-of-all");
	}

	@Test
	void forgetsWhatCameToNoResultAWeekAfterItEnded() throws Exception {
		String adapter = sum(upload(ada, "a", TestAdapters.lora(2, 0.25f)));
		String page = submit("method", "lora", "suite", "mini", "rank", "2", "adapter", adapter).getResponse().getRedirectedUrl();
		jdbc.sql("update adapters set created_at = dateadd(day, -30, created_at)").update();
		upload(ada, "a", TestAdapters.lora(1, 1));
		assertThat(keptOf(adapter)).as("it waits").isEqualTo(1);
		site.post().uri(page + "/cancel").with(csrf()).with(user(ada)).exchange();
		upload(ada, "a", TestAdapters.lora(1, 2));
		assertThat(keptOf(adapter)).as("it may be submitted again").isEqualTo(1);
		jdbc.sql("update submissions set ended_at = dateadd(day, -8, ended_at)").update();
		upload(ada, "a", TestAdapters.lora(1, 3));
		assertThat(keptOf(adapter)).isZero();
		assertThat(site.post().uri(page + "/again").with(csrf()).with(user(ada)).exchange().getMvcResult().getFlashMap().get("problem").toString())
			.contains("an adapter that is kept no more");
	}

	private int keptOf(String sum) {
		return jdbc.sql("select count(*) from adapters where sha256 = ?").param(sum).query(Integer.class).single();
	}

	@Test
	void refusesAFormWithoutItsToken() {
		assertThat(site.post().uri("/submit").with(user(ada)).param("method", "lora").param("suite", "mini")).hasStatus(403);
		String page = submit("method", "lora", "suite", "mini").getResponse().getRedirectedUrl();
		assertThat(site.post().uri(page + "/cancel").with(user(ada))).hasStatus(403);
	}

	@Test
	void cancelsAndOffersToSubmitAgainWithTheSameValues() throws Exception {
		String page = submit("method", "lora", "suite", "mini", "rank", "16").getResponse().getRedirectedUrl();
		assertThat(site.post().uri(page + "/cancel").with(csrf()).with(user(ada))).hasRedirectedUrl(page);
		String cancelled = body(get(page));
		assertThat(cancelled).contains("Cancelled. Nothing was published.").doesNotContain("Cancel this submission");
		String again = cancelled.replaceAll("(?s).*href=\"(/submit\\?[^\"]*)\".*", "$1").replace("&amp;", "&");
		assertThat(body(get(again))).contains("value=\"16\"");
	}

	@Test
	void streamsTheViewAndEndsWithTheSubmission() throws Exception {
		String page = submit("method", "lora", "suite", "mini", "rank", "16").getResponse().getRedirectedUrl();
		site.post().uri(page + "/cancel").with(csrf()).with(user(ada)).exchange();
		MvcTestResult stream = get(page + "/events");
		assertThat(stream).hasStatusOk();
		assertThat(stream.getResponse().getContentType()).startsWith("text/event-stream");
		assertThat(body(stream)).startsWith("id: 0\nevent: view\ndata: {\"status\":\"CANCELLED\"").endsWith("}\n\n");
	}

}
