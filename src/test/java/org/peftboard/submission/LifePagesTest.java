package org.peftboard.submission;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.result.Measured;
import org.peftboard.result.NewArtifact;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** The pages of a submission's life, with the evaluator's own catalogue. */
@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
class LifePagesTest {

	private static final String[] LORA = { "method", "lora", "suite", "mini", "rank", "4" };

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final Accounts accounts;

	private final Submissions submissions;

	private final Attempts attempts;

	private final Results results;

	/** how many the suite's protocol has */
	private final int seeds;

	private SignedIn ada;

	private SignedIn eve;

	LifePagesTest(MockMvcTester site, JdbcClient jdbc, Accounts accounts, Submissions submissions, Attempts attempts, Results results,
			Checker checker, EvaluatorCards cards) {
		this.site = site;
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.submissions = submissions;
		this.attempts = attempts;
		this.results = results;
		this.seeds = checker.usualSeeds(cards.suite("mini"));
	}

	@BeforeEach
	void register() {
		Tables.empty(jdbc);
		ada = Registered.person(accounts, "ada-lovelace");
		eve = Registered.person(accounts, "eve");
	}

	private MvcTestResult post(String path, SignedIn person, String... parameters) {
		var request = site.post().uri(path).with(csrf()).with(user(person));
		for (int index = 0; index < parameters.length; index += 2) {
			request = request.param(parameters[index], parameters[index + 1]);
		}
		return request.exchange();
	}

	private MvcTestResult post(String path, String... parameters) {
		return post(path, ada, parameters);
	}

	private String body(MvcTestResult result) throws Exception {
		return result.getResponse().getContentAsString();
	}

	private String page(String path, SignedIn person) throws Exception {
		return body(site.get().uri(path).with(user(person)).exchange());
	}

	private Submission published(boolean anonymous, String embargo) {
		Submission submission = submissions.submit(ada, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 4)), null, anonymous, embargo)).submission();
		Attempts.Work work = attempts.lease(submission.id()).orElseThrow();
		Submission now = work.submission();
		Result made = Measured.result("lora", 75, 1000, 1.1, 5_000_000L);
		Result result = new Result(made.version(), now.boardId().replaceAll(".*-r", ""), now.request(), made.parameters(), Measured.tasks(now.request(), 75), made.score(), made.interval(),
				made.peakMemory(), made.latency(), made.inference(), made.arithmetic(), made.adapterSizeBytes(), made.phaseSeconds(), made.environment(), null, List.of(),
				made.checksums());
		attempts.publish(work.lease(), () -> results.publish(new NewMeasuredResult(now.evaluationKey(), now.boardId(), now.title(), now.publicSubmitter(), null,
				Json.pretty(result), List.of(new NewArtifact("evaluator.log", "text/plain", "done\n".getBytes())), now.visibleFrom())).publicId());
		return submissions.find(submission.id(), ada).orElseThrow();
	}

	@Test
	void saysEverythingBeforeItQueuesAnything() throws Exception {
		MvcTestResult answer = post("/submit/check", LORA);
		assertThat(answer).hasStatusOk();
		assertThat(body(answer)).contains("Trainable parameters, exactly", "self_attn.q_proj", "Training memory, at most about", "Next in the queue",
				"Not known: nothing was measured on this board yet", "Uses " + seeds + " of 100 evaluations left today", "name=\"rank\" value=\"4\"", "Put it into the queue");
		assertThat(submissions.of(ada)).isEmpty();
	}

	@Test
	void saysAllThatIsWrongAtTheCheckAndKeepsWhatWasTyped() throws Exception {
		MvcTestResult answer = post("/submit/check", "method", "lora", "suite", "mini", "rank", "0", "seeds", "99", "embargoUntil", "yesterday", "title", "My own row");
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("3 things need another look", "seeds: got 99", "embargoUntil: got", "rank: got 0", "value=\"My own row\"", "value=\"99\"");
	}

	@Test
	void offersTheResultAndMoreSeedsWhereTheSameWasMeasured() throws Exception {
		Submission there = published(false, "");
		assertThat(body(post("/submit/check", eve, LORA))).contains("Exactly this configuration was measured before with " + seeds + " seed", "/results/" + there.resultId(), "Measure it with more seeds")
			.doesNotContain("Put it into the queue");
	}

	@Test
	void predictsTimeAndRankFromWhatWasMeasured() throws Exception {
		published(false, "");
		String check = body(post("/submit/check", "method", "lora", "suite", "mini", "rank", "8"));
		assertThat(check).contains("The median of the last 1 evaluations of this method on this board");
	}

	@Test
	void countsASearchBeforeItIsConfirmed() throws Exception {
		String[] search = { "method", "lora", "suite", "mini", "search", "rank: 2, 4, 8\nlearningRate: 0.001, 0.003" };
		assertThat(body(post("/submit/check", search))).contains("Put all 6 into the queue", "rank 2, learningRate 0.001", "best of 6 tried", "Uses " + 6 * seeds + " of 100");
		assertThat(submissions.of(ada)).isEmpty();
		String page = post("/submit", search).getResponse().getRedirectedUrl();
		assertThat(page).startsWith("/searches/");
		assertThat(submissions.of(ada)).hasSize(6);
		assertThat(page(page, ada)).contains("0 of 6 have ended", "rank: 2, 4, 8");
		assertThat(site.get().uri(page).with(user(eve))).hasStatus(404);
		assertThat(site.get().uri(page)).hasRedirectedUrl("/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rank 2, 4", "rnak: 2, 4", "rank: 2\nrank: 4", "rank:", "rank: 2, 2", "targetModules: attention-query", "rank: 0, 1",
			"rank: 1,2,3,4,5,6,7,8,9\nalpha: 1,2,3,4,5,6,7,8" })
	void refusesASearchThatIsNotUnderstood(String search) throws Exception {
		assertThat(post("/submit/check", "method", "lora", "suite", "mini", "search", search)).hasStatus(422);
		assertThat(post("/submit", "method", "lora", "suite", "mini", "search", search)).hasStatus(422);
		assertThat(submissions.of(ada)).isEmpty();
	}

	@Test
	void readsTheFolderOfAnExperimentAndNamesWhatItLeavesOut() throws Exception {
		var request = site.post().uri("/submit/check").multipart().with(csrf()).with(user(ada)).param("method", "none").param("suite", "mini");
		request.file(new MockMultipartFile("file", "adapter_config.json", "application/json",
				"{\"peft_type\": \"LORA\", \"r\": 32, \"bias\": \"none\", \"target_modules\": [\"q_proj\"]}".getBytes()));
		request.file(new MockMultipartFile("trainingParams", "training_params.json", "application/json",
				"{\"max_steps\": 5000, \"optimizer_kwargs\": {\"lr\": 0.00025}}".getBytes()));
		String form = body(request.exchange());
		assertThat(form).contains("Read from adapter_config.json and training_params.json: LoRA", "value=\"32\"", "value=\"0.00025\"", "bias, max_steps 5000");
	}

	@Test
	void refusesAnOptimizerThatIsAnotherMethod() throws Exception {
		var request = site.post().uri("/submit/check").multipart().with(csrf()).with(user(ada)).param("method", "lora").param("suite", "mini");
		request.file(new MockMultipartFile("trainingParams", "training_params.json", "application/json", "{\"optimizer_type\": \"lora-fa\"}".getBytes()));
		MvcTestResult answer = request.exchange();
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("optimizer_type: got lora-fa");
	}

	@Test
	void leavesATombstoneThatEverybodyCanRead() throws Exception {
		Submission there = published(false, "");
		assertThat(post("/submissions/" + there.id() + "/withdraw", eve, "reason", "mine now")).hasStatus(404);
		assertThat(post("/submissions/" + there.id() + "/withdraw", "reason", "A <b>wrong</b> name.")).hasRedirectedUrl("/submissions/" + there.id());
		MvcTestResult tombstone = site.get().uri("/results/" + there.resultId()).exchange();
		assertThat(tombstone).hasStatus(410);
		assertThat(body(tombstone)).contains("ada-lovelace", "A &lt;b&gt;wrong&lt;/b&gt; name.");
		assertThat(site.get().uri("/results/" + there.resultId() + "/files/evaluator.log")).hasStatus(404);
		assertThat(site.get().uri("/api/v1/results/" + there.resultId())).hasStatus(410);
		assertThat(page("/submissions/" + there.id(), ada)).contains("Withdrawn on ", "Reason: A &lt;b&gt;wrong");
		assertThat(body(site.get().uri("/api/v1/dump.json").exchange())).doesNotContain(there.resultId());
	}

	@Test
	void refusesAReasonThatIsTooLong() throws Exception {
		Submission there = published(false, "");
		post("/submissions/" + there.id() + "/withdraw", "reason", "x".repeat(501));
		assertThat(site.get().uri("/results/" + there.resultId())).hasStatusOk();
	}

	@Test
	void namesAnAnonymousAuthorNowhere() throws Exception {
		Submission there = published(true, "");
		String id = there.resultId();
		List<String> everywhere = List.of("/", "/?board=" + there.boardId(), "/results/" + id, "/boards/" + there.boardId() + "/rows.json", "/feed.atom",
				"/api/v1/results", "/api/v1/results/" + id, "/api/v1/dump.json", "/api/v1/boards/" + there.boardId() + "/rows", "/compare?ids=" + id,
				"/export.csv?board=" + there.boardId(), "/export.json?board=" + there.boardId(), "/methods/lora", "/results/" + id + "/files/result.json",
				"/results/" + id + "/files/evaluator.log", "/badges/" + id + ".svg");
		for (String path : everywhere) {
			MvcTestResult answer = site.get().uri(path).exchange();
			assertThat(body(answer)).as(path + " " + answer.getResponse().getStatus()).doesNotContainIgnoringCase("lovelace");
		}
		assertThat(body(site.get().uri("/results/" + id).exchange())).contains("by Anonymous");
		assertThat(site.get().uri("/submissions/" + there.id())).hasRedirectedUrl("/login");
		assertThat(post("/submissions/" + there.id() + "/claim", eve)).hasStatus(404);
		assertThat(post("/submissions/" + there.id() + "/claim")).hasStatus3xxRedirection();
		assertThat(body(site.get().uri("/results/" + id).exchange())).contains("by ada-lovelace");
	}

	@Test
	void opensAnEmbargoedResultToItsOwnerAndByItsLinkAlone() throws Exception {
		Submission there = published(true, java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(5).toString());
		String path = "/results/" + there.resultId();
		for (String hidden : List.of(path, path + "/files/result.json", path + "/adapter_config.json", "/api/v1" + path, "/badges/" + there.resultId() + ".svg")) {
			assertThat(site.get().uri(hidden)).as(hidden).hasStatus(404);
			assertThat(site.get().uri(hidden).with(user(eve))).as(hidden).hasStatus(404);
		}
		assertThat(body(site.get().uri("/api/v1/dump.json").exchange())).doesNotContain(there.resultId());
		MvcTestResult own = site.get().uri(path).with(user(ada)).exchange();
		assertThat(body(own)).contains("Not public");
		assertThat(own.getResponse().getHeader("Cache-Control")).contains("no-store");

		MvcTestResult made = post("/submissions/" + there.id() + "/share");
		String link = (String) made.getMvcResult().getFlashMap().get("shared");
		MvcTestResult opened = site.get().uri(link).exchange();
		assertThat(opened).hasRedirectedUrl(path);
		Cookie cookie = opened.getResponse().getCookie("shared");
		assertThat(cookie.getPath()).isEqualTo(path);
		assertThat(cookie.isHttpOnly()).isTrue();
		String shown = body(site.get().uri(path).cookie(cookie).exchange());
		assertThat(shown).contains("Not public", "Anonymous").doesNotContain("lovelace");
		assertThat(site.get().uri(path + "/files/result.json").cookie(cookie)).hasStatusOk();
		assertThat(site.get().uri("/shared/" + "A".repeat(43))).hasStatus(404);
		post("/submissions/" + there.id() + "/share/revoke");
		assertThat(site.get().uri(path).cookie(cookie)).hasStatus(404);
		assertThat(site.get().uri(link)).hasStatus(404);
	}

	@Test
	void showsTheQuotaWithTheTimeWhenItBeginsAnew() throws Exception {
		submissions.submit(ada, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 4))));
		assertThat(page("/account", ada)).contains("at 00:00 UTC, in ").contains(seeds + " of 100 evaluations used today");
	}

	@Test
	void submitsTheSameAgainAfterACancellation() {
		Submission submission = submissions.submit(ada, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 4)))).submission();
		submissions.cancel(submission.id(), ada);
		String page = post("/submissions/" + submission.id() + "/again").getResponse().getRedirectedUrl();
		assertThat(page).startsWith("/submissions/").isNotEqualTo("/submissions/" + submission.id());
		assertThat(submissions.of(ada).get(0).request()).isEqualTo(submission.request());
	}

	@Test
	void saysWhereSomebodyElseSubmittedTheSameMeanwhile() throws Exception {
		Proposal proposal = new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 4)));
		Submission submission = submissions.submit(ada, proposal).submission();
		submissions.cancel(submission.id(), ada);
		submissions.submit(eve, proposal);
		MvcTestResult answer = post("/submissions/" + submission.id() + "/again");
		assertThat(answer).hasRedirectedUrl("/submissions/" + submission.id());
		assertThat((String) answer.getMvcResult().getFlashMap().get("problem")).contains("Somebody else submitted exactly this configuration");
		assertThat(submissions.of(ada)).hasSize(1);
	}

	@Test
	void submitsAgainWithoutAnEmbargoWhoseDayHasPassed() {
		String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
		Submission submission = submissions.submit(ada, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 4)), null, false, tomorrow)).submission();
		submissions.cancel(submission.id(), ada);
		jdbc.sql("update submissions set embargo_until = dateadd(day, -2, embargo_until)").update();
		String page = post("/submissions/" + submission.id() + "/again").getResponse().getRedirectedUrl();
		assertThat(page).isNotEqualTo("/submissions/" + submission.id());
		assertThat(submissions.of(ada).get(0).visibleFrom()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "withdraw", "claim", "embargo/lift", "share", "share/revoke", "again", "cancel" })
	void refusesEveryButtonWithoutItsTokenAndToOthers(String button) {
		Submission submission = submissions.submit(ada, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 4)))).submission();
		String path = "/submissions/" + submission.id() + "/" + button;
		assertThat(site.post().uri(path).with(user(ada))).hasStatus(403);
		assertThat(post(path, eve)).hasStatus(404);
		assertThat(site.post().uri(path).with(csrf())).hasRedirectedUrl("/login");
	}

}
