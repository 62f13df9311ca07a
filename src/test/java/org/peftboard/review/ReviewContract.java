package org.peftboard.review;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Audit;
import org.peftboard.audit.AuditFilter;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluation.StandInCatalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result.Suspicion;
import org.peftboard.result.Marks;
import org.peftboard.result.Measured;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.InQueue;
import org.peftboard.submission.Submission;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** What reviewers do, on every database. */
@Import({ StandInCatalogue.class, InQueue.class })
abstract class ReviewContract {

	private static final String BOARD = "mini-cpu-r1.0";

	private static final Suspicion TOO_FAST = new Suspicion("faster-than-base", "unmerged latency is 0.500 of the base model's");

	@Autowired
	private MockMvcTester site;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Accounts accounts;

	@Autowired
	private Results results;

	@Autowired
	private Marks marks;

	@Autowired
	private Audit audit;

	@Autowired
	private InQueue queue;

	private SignedIn ada;

	private SignedIn grace;

	@BeforeEach
	void people() {
		Tables.empty(jdbc);
		queue.register("ada");
		ada = accounts.loadUserByUsername("ada");
		grace = Registered.person(accounts, "grace", Role.REVIEWER, jdbc);
	}

	private StoredResult sound(String key) {
		return results.publish(Measured.evaluation(key, "lora", 80, 16_384, 1.2, 5_000_000L));
	}

	private StoredResult suspect(String key) {
		return results.publish(Measured.lora(key, Map.of("rank", 4), 81, 0.5, List.of(TOO_FAST)));
	}

	private MvcTestResult get(SignedIn person, String path) {
		return site.get().uri(path).with(user(person)).exchange();
	}

	private MvcTestResult post(SignedIn person, String path, String reason) {
		return site.post().uri(path).with(csrf()).with(user(person)).param("reason", reason).exchange();
	}

	private MvcTestResult say(SignedIn person, StoredResult result, String action, String reason) {
		return post(person, "/review/results/" + result.publicId() + "/" + action, reason);
	}

	private static String body(MvcTestResult answer) throws Exception {
		return answer.getResponse().getContentAsString();
	}

	private String anonymous(String path) throws Exception {
		return body(site.get().uri(path).exchange());
	}

	private String newestAction() {
		return audit.before(Long.MAX_VALUE, AuditFilter.ALL, 1).get(0).action();
	}

	@Test
	void aSuspectResultIsShownButNotRankedUntilAReviewerAnswers() throws Exception {
		sound("a");
		StoredResult suspect = suspect("b");
		assertThat(anonymous("/?board=" + BOARD)).contains("Waiting for a reviewer", "Suspect: unmerged latency is 0.500 of the base model&#39;s. Not ranked");
		assertThat(Json.tree("rows", anonymous("/boards/" + BOARD + "/rows.json")).get("count").asInt()).as("what scripts rank").isEqualTo(1);
		assertThat(anonymous("/api/v1/boards/" + BOARD + "/rows")).contains("\"review\":\"suspect: unmerged latency", "\"reason\":\"suspect, waits for a reviewer\"");
		assertThat(anonymous("/export.csv?board=" + BOARD)).contains("Review", "suspect: unmerged latency is 0.500");
		assertThat(anonymous("/results/" + suspect.publicId())).contains("It waits for a reviewer", "It has no rank until a reviewer has looked at it.");
		assertThat(anonymous("/feed.atom")).doesNotContain(suspect.publicId());
		assertThat(body(get(grace, "/review"))).contains("/review/results/" + suspect.publicId());

		assertThat(say(grace, suspect, "verify", "the clock was right, I ran it myself")).hasRedirectedUrl("/review/results/" + suspect.publicId());

		assertThat(Json.tree("rows", anonymous("/boards/" + BOARD + "/rows.json")).get("count").asInt()).isEqualTo(2);
		assertThat(anonymous("/?board=" + BOARD)).contains("verified by grace").doesNotContain("Waiting for a reviewer");
		assertThat(anonymous("/results/" + suspect.publicId())).contains("Verified by grace", "the clock was right, I ran it myself");
		assertThat(anonymous("/api/v1/results/" + suspect.publicId())).contains("\"review\":\"verified by grace\"");
		assertThat(anonymous("/export.csv?board=" + BOARD)).contains("verified by grace");
		assertThat(newestAction()).isEqualTo("review.verify");
	}

	@Test
	void aReviewerHoldsAndDismisses() throws Exception {
		StoredResult result = sound("a");
		assertThat(say(grace, result, "hold", "")).hasStatus(422);
		assertThat(say(grace, result, "hold", "the <b>seed</b> was shopped for")).hasStatus(302);
		assertThat(marks.of(result).held()).isTrue();
		assertThat(anonymous("/results/" + result.publicId())).contains("the &lt;b&gt;seed&lt;/b&gt; was shopped for").doesNotContain("<b>seed");
		assertThat(say(grace, result, "dismiss", "I looked again")).hasStatus(302);
		assertThat(marks.of(result).state()).isEqualTo(Review.State.DISMISSED);
		assertThat(anonymous("/?board=" + BOARD)).doesNotContain("Waiting for a reviewer");
		assertThat(say(grace, result, "dismiss", "and again")).as("there is nothing to dismiss").hasStatus(422);
		assertThat(say(grace, result, "note", "talked to ada")).hasStatus(302);
		assertThat(body(get(grace, "/review/results/" + result.publicId()))).contains("talked to ada", "I looked again");
		assertThat(anonymous("/results/" + result.publicId())).as("notes are for reviewers").doesNotContain("talked to ada");
	}

	private MvcTestResult byProgram(SignedIn person, String scope, String path, String json) {
		var token = authentication(UsernamePasswordAuthenticationToken.authenticated(person, null, List.of(new SimpleGrantedAuthority(scope))));
		var request = json == null ? site.get().uri("/api/v1/review" + path) : site.post().uri("/api/v1/review" + path).contentType("application/json").content(json);
		return request.with(token).exchange();
	}

	@Test
	void aProgramReviewsUnderTheSameRulesAndIsRecordedAlike() throws Exception {
		StoredResult suspect = suspect("a");
		String path = "/results/" + suspect.publicId();
		assertThat(body(byProgram(grace, "SCOPE_review", "/queue", null))).contains("\"result\":\"" + suspect.publicId(), "unmerged latency is 0.500");
		assertThat(byProgram(grace, "SCOPE_review", path + "/hold", "{\"reason\": \" \"}")).hasStatus(422);
		assertThat(byProgram(grace, "SCOPE_review", path + "/note", "{\"reasn\": \"x\"}")).hasStatus(422);
		assertThat(byProgram(grace, "SCOPE_review", "/results/nosuchid00/note", "{\"reason\": \"x\"}")).hasStatus(404);
		assertThat(byProgram(grace, "SCOPE_review", path + "/note", "{\"reason\": \"looked at the clock\"}")).hasStatusOk();
		assertThat(newestAction()).isEqualTo("review.note");
		JsonNode verified = Json.tree("case", body(byProgram(grace, "SCOPE_review", path + "/verify", "{\"reason\": \"it is right\"}")));
		assertThat(verified.path("state").asString()).isEqualTo("VERIFIED");
		assertThat(verified.path("history")).hasSize(3);
		assertThat(newestAction()).isEqualTo("review.verify");
		assertThat(byProgram(grace, "SCOPE_review", path + "/dismiss", "{\"reason\": \"twice\"}")).as("nothing to dismiss").hasStatus(422);
		assertThat(byProgram(grace, "SCOPE_review", path + "/flag", "{\"reason\": \"look again\"}")).hasStatusOk();
		assertThat(marks.of(suspect).flagged()).isTrue();
		assertThat(byProgram(grace, "SCOPE_review", path + "/rerun", "")).hasStatus(201);
		assertThat(newestAction()).isEqualTo("review.rerun");
		assertThat(body(byProgram(grace, "SCOPE_review", path, null))).contains("\"status\":\"QUEUED\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCOPE_read", "SCOPE_submit", "ROLE_REVIEWER" })
	void aProgramNeedsTheScopeAndItsOwnerTheRole(String scope) {
		StoredResult result = sound("a");
		assertThat(byProgram(grace, scope, "/results/" + result.publicId() + "/verify", "{}")).hasStatus(403);
		assertThat(byProgram(grace, scope, "/queue", null)).hasStatus(403);
		assertThat(byProgram(ada, "SCOPE_review", "/results/" + result.publicId() + "/verify", "{}")).as("no reviewer any more").hasStatus(403);
		assertThat(marks.history(result)).isEmpty();
	}

	@Test
	void authorsAreToldThatTheirRowIsHeldOrFlagged() {
		Submission own = queue.submit("lora", Map.of("rank", 9));
		StoredResult result = suspect(own.evaluationKey());
		say(grace, result, "verify", "it is right");
		post(grace, "/results/" + result.publicId() + "/flag", "leaked <b>task</b>");
		say(grace, result, "hold", "the seed was shopped for");
		assertThat(jdbc.sql("select kind || ' ' || text from notices where account_id = ? order by id").param(ada.id()).query(String.class).list()).satisfiesExactly(
				told -> assertThat(told).startsWith("result.held ").contains("unmerged latency is 0.500"),
				told -> assertThat(told).startsWith("result.flagged ").as("why is for reviewers").doesNotContain("leaked"),
				told -> assertThat(told).startsWith("result.held ").contains("the seed was shopped for"));
	}

	@Test
	void everybodySignedInFlagsAndAReviewerAnswers() throws Exception {
		StoredResult result = sound("a");
		String path = "/results/" + result.publicId() + "/flag";
		assertThat(site.get().uri(path)).hasRedirectedUrl("/login");
		assertThat(site.post().uri(path).with(csrf()).param("reason", "x")).hasRedirectedUrl("/login");
		assertThat(get(ada, path)).hasStatusOk();
		assertThat(post(ada, path, " ")).hasStatus(422);
		assertThat(post(ada, path, "x".repeat(1001))).hasStatus(422);
		assertThat(post(ada, path, "the <script>task</script> leaked")).hasRedirectedUrl("/results/" + result.publicId());
		assertThat(post(ada, path, "again")).as("a second flag of the same person").hasStatus(422);
		assertThat(anonymous("/?board=" + BOARD)).contains("badge-warn flagged\">flagged");
		assertThat(Json.tree("rows", anonymous("/boards/" + BOARD + "/rows.json")).get("count").asInt()).as("a flag alone takes nobody out").isEqualTo(1);
		assertThat(anonymous("/results/" + result.publicId())).as("strangers' words are for reviewers").doesNotContain("leaked");
		assertThat(body(get(grace, "/review/results/" + result.publicId()))).contains("the &lt;script&gt;task&lt;/script&gt; leaked");
		assertThat(say(grace, result, "dismiss", "it did not")).hasStatus(302);
		assertThat(marks.of(result).flagged()).isFalse();
		assertThat(post(ada, path, "it did, though")).as("after an answer").hasStatus(302);
	}

	@Test
	void nobodyFlagsMoreThanTenTimesADay() {
		for (int number = 0; number < Reviewing.MOST_FLAGS_A_DAY; number++) {
			assertThat(post(ada, "/results/" + sound("r" + number).publicId() + "/flag", "hm")).hasStatus(302);
		}
		assertThat(post(ada, "/results/" + sound("last").publicId() + "/flag", "hm")).hasStatus(422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "verify", "hold", "dismiss", "note", "rerun" })
	void isForReviewersOnlyAndOnlyWithTheirToken(String action) {
		StoredResult result = suspect("a");
		String path = "/review/results/" + result.publicId() + "/" + action;
		assertThat(site.post().uri(path).with(csrf()).param("reason", "mine")).hasRedirectedUrl("/login");
		assertThat(post(ada, path, "mine")).hasStatus(403);
		assertThat(site.post().uri(path).with(user(grace)).param("reason", "forged")).as("without the form's token").hasStatus(403);
		assertThat(post(grace, "/review/results/nosuchid00/" + action, "x")).hasStatus(404);
		assertThat(marks.history(result)).hasSize(1);
		assertThat(queue.waitingInScheduler()).isZero();
	}

	@Test
	void isNoPageForOthers() {
		StoredResult result = sound("a");
		for (String path : List.of("/review", "/review/results/" + result.publicId(), "/review/results/" + result.publicId() + "/difference/" + result.publicId())) {
			assertThat(site.get().uri(path)).hasRedirectedUrl("/login");
			assertThat(get(ada, path)).hasStatus(403);
		}
		assertThat(get(grace, "/review/results/nosuchid00")).hasStatus(404);
		assertThat(get(grace, "/review/results/" + result.publicId() + "/difference/" + result.publicId())).hasStatus(404);
	}

	@Test
	void nobodyVouchesForTheirOwn() {
		Submission own = queue.submit("lora", Map.of("rank", 9));
		jdbc.sql("update accounts set role = 'REVIEWER' where name_key = 'ada'").update();
		SignedIn reviewer = accounts.loadUserByUsername("ada");
		StoredResult result = suspect(own.evaluationKey());
		assertThat(say(reviewer, result, "verify", "trust me")).hasStatus(422);
		assertThat(say(reviewer, result, "dismiss", "trust me")).hasStatus(422);
		assertThat(marks.of(result).held()).isTrue();
		assertThat(say(grace, result, "verify", "it is right")).hasStatus(302);
	}

	@Test
	void runsAgainWithOtherSeedsBeforeEverythingElseAndStandsBesideTheOriginal() throws Exception {
		Submission waiting = queue.submit("lora", Map.of("rank", 9));
		StoredResult original = results.publish(Measured.lora("submission-999999999", Map.of("rank", 4), 80, 1.2, List.of()));
		assertThat(say(grace, original, "rerun", "")).hasStatus(302);
		assertThat(newestAction()).isEqualTo("review.rerun");
		Map<String, Object> stored = jdbc.sql("select id, priority, request_json from submissions where id <> ?").param(waiting.id()).query().singleRow();
		assertThat(((Number) stored.get("priority")).intValue()).isGreaterThan(waiting.priority());
		assertThat(stored.get("request_json").toString()).contains("\"seeds\":[8]", "\"rank\":4");
		String key = "submission-" + stored.get("id");

		StoredResult again = results.publish(new NewMeasuredResult(key, BOARD, "LoRA", "grace", null,
				Json.pretty(Measured.result("lora", Map.of("rank", 4), List.of(8L), 82, 16_384, 1.5, 5_000_000L, List.of())), List.of()));
		assertThat(marks.of(again).rerun()).isTrue();
		assertThat(Json.tree("rows", anonymous("/boards/" + BOARD + "/rows.json")).get("count").asInt()).as("a re-run has no row of its own").isEqualTo(1);
		assertThat(anonymous("/results/" + again.publicId())).contains("another result", "with other seeds");
		assertThat(anonymous("/results/" + original.publicId())).contains("Run again with other seeds", "/results/" + again.publicId());
		String difference = body(get(grace, "/review/results/" + original.publicId() + "/difference/" + again.publicId()));
		assertThat(difference).contains("score of greeting", "80.0000 (77.0000 to 83.0000)", "82.0000 (79.0000 to 85.0000)", "within 4.2426")
			.contains("latency to base, not merged", "One thing lies outside its tolerance", "Linux");
		assertThat(get(grace, "/review/results/" + again.publicId() + "/difference/" + original.publicId())).hasStatus(404);
	}

	@Test
	void runsNoMoreThanThreeAgainAtOnceAndNothingWithoutARecord() {
		StoredResult original = results.publish(Measured.lora("a", Map.of("rank", 4), 80, 1.2, List.of()));
		for (int number = 0; number < 3; number++) {
			assertThat(say(grace, original, "rerun", "")).hasStatus(302);
		}
		assertThat(say(grace, original, "rerun", "")).hasStatus(422);
		assertThat(jdbc.sql("select request_json from submissions order by id").query(String.class).list()).extracting(json -> json.replaceAll(".*\"seeds\":(\\[[^]]*]).*", "$1"))
			.containsExactly("[8]", "[9]", "[10]");
		StoredResult published = results.ofBoard("lialin-t5-large-v1").get(0);
		assertThat(say(grace, published, "rerun", "")).hasStatus(422);
	}

	@Test
	void noticesWhatLiesFarFromRepeatsAndFromNeighbours() {
		for (int rank = 1; rank <= 6; rank++) {
			assertThat(marks.of(results.publish(Measured.lora("n" + rank, Map.of("rank", rank), 80 + 0.3 * rank, 1.2 + 0.01 * rank, List.of()))).held()).as("rank " + rank).isFalse();
		}
		StoredResult repeat = results.publish(Measured.lora("again", Map.of("rank", 3), 81, 1.24, List.of()));
		assertThat(marks.of(repeat).held()).isFalse();
		StoredResult slower = results.publish(Measured.lora("slower", Map.of("rank", 3), 81, 1.9, List.of()));
		assertThat(marks.of(slower).reason()).contains("latency 1.5", "which has the same settings");
		StoredResult better = results.publish(Measured.lora("better", Map.of("rank", 60), 99.9, 1.2, List.of()));
		assertThat(marks.of(better).reason()).contains("score is", "robust deviations from the median of 7 other results");
	}

	/** Control runs that lie 1 % apart leave room for a factor of exp(6 · 1.4826 · ln 1.01) = 1.0926. */
	@Test
	void latencyIsHeldAgainstWhatControlRunsDifferBy() {
		StoredResult first = results.publish(Measured.lora("r1", Map.of("rank", 4), 80, 1.2, List.of()));
		StoredResult fixed = results.publish(Measured.lora("r2", Map.of("rank", 4), 80, 1.2 * 1.3, List.of()));
		assertThat(marks.of(fixed).reason()).contains("latency 1.30 times that of result " + first.publicId(), "beyond a factor of 1.25 (fixed bound: 0 repeats are known here");

		for (int run = 0; run < 12; run++) {
			jdbc.sql("""
					insert into control_runs (host, hardware_class, configuration_key, measured_at, seconds, score, base_latency_millis, latency_ratio, memory_bytes)
					values ('one', 'cpu', 'key', current_timestamp, 10, 80, 2, ?, 5000000)""").param(run % 2 == 0 ? 1.2 : 1.2 * 1.01).update();
		}
		StoredResult near = results.publish(Measured.lora("r3", Map.of("rank", 4), 80, 1.2 * 1.08, List.of()));
		assertThat(marks.of(near).held()).as("8 %").isFalse();
		StoredResult far = results.publish(Measured.lora("r4", Map.of("rank", 4), 80, 1.2 * 1.12, List.of()));
		assertThat(marks.of(far).reason()).contains("latency 1.12 times that of result " + first.publicId(), "beyond a factor of 1.09", "bound calibrated from 12 repeats here");
	}

	@Test
	void referencesWaitForASuspectReferenceRun() {
		Suspicion broken = new Suspicion("training-memory", "1 bytes, need at least 2");
		results.publish(Measured.reference("none", 40, 0, 1.0, null));
		for (String run : boardRuns()) {
			if (!run.equals("none") && !run.equals("lora")) {
				results.publish(Measured.reference(run, 70, 16_384, 1.1, 6_000_000L));
			}
		}
		String json = Json.pretty(Measured.result("lora", Map.of(), List.of(7L), 75, 16_384, 1.3, 9_000_000L, List.of(broken)));
		StoredResult suspect = results.publish(new NewMeasuredResult("reference-lora", BOARD, "LoRA", "PEFTBoard", "lora", json, List.of()));
		assertThat(results.referencesOf(BOARD)).isEmpty();
		say(grace, suspect, "verify", "the meter was right");
		assertThat(results.referencesOf(BOARD)).isPresent();
	}

	@Autowired
	private Boards boards;

	private List<String> boardRuns() {
		return boards.get(BOARD).referenceRuns().stream().map(run -> run.id()).toList();
	}

}
