package org.peftboard.submission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.Visitor;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluation.StandInCatalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.result.Mark;
import org.peftboard.result.Marks;
import org.peftboard.result.Measured;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
@Import(StandInCatalogue.class)
class DeparturesTest {

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final Submissions submissions;

	private final Attempts attempts;

	private final Results results;

	private final Marks marks;

	private final SignedIn ada;

	private final Visitor visitor;

	DeparturesTest(MockMvcTester site, JdbcClient jdbc, Submissions submissions, Attempts attempts, Results results, Marks marks, Accounts accounts) {
		this.site = site;
		this.jdbc = jdbc;
		this.submissions = submissions;
		this.attempts = attempts;
		this.results = results;
		this.marks = marks;
		Tables.empty(jdbc);
		this.ada = Registered.person(accounts, "ada");
		this.visitor = new Visitor(site);
	}

	@BeforeEach
	void signIn() {
		visitor.post("/login", "name", "ada", "password", Registered.PASSWORD);
	}

	private Submission submit(int rank) {
		return submissions.submit(ada, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", rank)))).submission();
	}

	private String publish(Submission submission) {
		var lease = attempts.lease(submission.id()).orElseThrow().lease();
		String json = Json.pretty(Measured.result("lora", 75, 1000, 1.1, 5_000_000L));
		attempts.publish(lease, () -> results.publish(new NewMeasuredResult(submission.evaluationKey(), submission.boardId(), submission.title(),
				submission.publicSubmitter(), null, json, List.of(), submission.visibleFrom())).publicId());
		return submissions.find(submission.id(), ada).orElseThrow().resultId();
	}

	@Test
	void takesSubmissionsAlong() {
		Submission submission = submit(8);
		String export = Visitor.body(visitor.get("/account/export.json"));
		assertThat(Json.tree("export", export).get("submissions").get(0).get("id").asLong()).isEqualTo(submission.id());
		assertThat(export).contains("\"rank\"");
	}

	@Test
	void takesAlongWhatOtherRoomsKnow() {
		String result = publish(submit(8));
		marks.add(results.find(result).orElseThrow(), Mark.Kind.NOTE, ada.id(), "ada", "read the log");
		jdbc.sql("insert into webhooks (account_id, url, secret, created_at) values (?, 'https://hooks.invalid/x', 'whsec-7', current_timestamp)").param(ada.id()).update();
		JsonNode export = Json.tree("export", Visitor.body(visitor.get("/account/export.json")));
		assertThat(export.get("notices").get(0).get("createdAt").asString()).startsWith("20");
		assertThat(export.get("webhooks").get(0).get("url").asString()).isEqualTo("https://hooks.invalid/x");
		assertThat(export.get("marks").get(0).get("reason").asString()).isEqualTo("read the log");
		assertThat(export.get("marks").get(0).get("result").asString()).isEqualTo(result);
		assertThat(export.get("audit").toString()).contains("account.");
		assertThat(export.toString()).doesNotContain("whsec-7");
	}

	/** A new table that names a person belongs into the export, unless it holds secrets alone. */
	@Test
	void everyTableThatNamesAPersonIsTakenAlong() {
		Set<String> secrets = Set.of("letter_tokens", "recovery_codes", "adapter_pieces");
		Set<String> exported = Set.of("submissions", "searches", "quotas", "idempotency_keys", "adapters", "notices", "notice_settings", "webhooks", "result_marks",
				"audit_entries", "api_tokens", "outside_identities");
		List<String> named = jdbc.sql("select distinct lower(table_name) from information_schema.columns where lower(column_name) in "
				+ "('account_id', 'submitter_id', 'by_id', 'actor_id', 'person_id', 'user_id', 'owner_id')").query(String.class).list();
		assertThat(named).containsExactlyInAnyOrderElementsOf(Stream.concat(secrets.stream(), exported.stream()).toList());
		JsonNode export = Json.tree("export", Visitor.body(visitor.get("/account/export.json")));
		assertThat(export.propertyNames()).contains("submissions", "searches", "quota", "apiAnswers", "adapters", "notices", "noticeSettings", "webhooks", "webhookDeliveries",
				"marks", "audit", "apiTokens", "identities", "sessions");
	}

	@Test
	void whatAPersonWasToldAndWhereIsForgotten() {
		publish(submit(8));
		jdbc.sql("insert into webhooks (account_id, url, secret, created_at) values (?, 'https://hooks.invalid/x', 's', current_timestamp)").param(ada.id()).update();
		jdbc.sql("insert into webhook_deliveries (webhook_id, body, attempts, created_at) select id, '{}', 0, current_timestamp from webhooks").update();
		submit(9);
		assertThat(jdbc.sql("select count(*) from notices").query(Integer.class).single()).as("told of the first").isPositive();

		assertThat(visitor.post("/account/delete", "name", "ada", "proof", Registered.PASSWORD)).hasRedirectedUrl("/");

		for (String table : List.of("notices", "webhooks", "webhook_deliveries", "notice_settings")) {
			assertThat(jdbc.sql("select count(*) from " + table).query(Integer.class).single()).as(table).isZero();
		}
	}

	@Test
	void resultsStayWithoutTheNameAndWhatWaitsIsCancelled() {
		String result = publish(submit(8));
		Submission waiting = submit(9);
		assertThat(Visitor.body(site.get().uri("/results/" + result).exchange())).contains("ada");

		assertThat(visitor.post("/account/delete", "name", "ada", "proof", Registered.PASSWORD)).hasRedirectedUrl("/");

		String pseudonym = "deleted-" + ada.id();
		assertThat(results.find(result).orElseThrow().submitter()).isEqualTo(pseudonym);
		assertThat(Visitor.body(site.get().uri("/results/" + result).exchange())).contains(pseudonym);
		assertThat(Visitor.body(site.get().uri("/api/v1/results/" + result).exchange())).contains(pseudonym).doesNotContain("\"ada\"");
		assertThat(jdbc.sql("select status from submissions where id = ?").param(waiting.id()).query(String.class).single()).isEqualTo("CANCELLED");
		assertThat(jdbc.sql("select distinct submitter from submissions").query(String.class).list()).containsExactly(pseudonym);
	}

	/** The account is closed while the last submission is between its result and its commit. */
	@Test
	void whatIsPublishedAtThatMomentIsPublishedWithoutTheName() throws Exception {
		Submission submission = submit(8);
		var lease = attempts.lease(submission.id()).orElseThrow().lease();
		String json = Json.pretty(Measured.result("lora", 75, 1000, 1.1, 5_000_000L));
		CountDownLatch held = new CountDownLatch(1);
		CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> attempts.publish(lease, now -> {
			String id = results.publish(new NewMeasuredResult(submission.evaluationKey(), submission.boardId(), submission.title(), now.publicSubmitter(), null, json,
					List.of(), null)).publicId();
			held.countDown();
			LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
			return id;
		}));
		assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

		assertThat(visitor.post("/account/delete", "name", "ada", "proof", Registered.PASSWORD)).hasRedirectedUrl("/");

		worker.get(10, TimeUnit.SECONDS);
		String result = jdbc.sql("select result_id from submissions where id = ? and status = 'PUBLISHED'").param(submission.id()).query(String.class).single();
		assertThat(results.find(result).orElseThrow().submitter()).isEqualTo("deleted-" + ada.id());
	}

	@Test
	void whatAPersonSaidOfOthersResultsStaysWithoutTheName() {
		String verified = publish(submit(8));
		String withdrawn = publish(submit(9));
		marks.add(results.find(verified).orElseThrow(), Mark.Kind.VERIFY, ada.id(), "ada", "read the log");
		results.withdraw(withdrawn, "ada", "a mistake");
		jdbc.sql("insert into board_versions (first_id, version, reason, opened_by, opened_at) values ('gone', 2, 'new disks', 'ada', current_timestamp)").update();

		assertThat(visitor.post("/account/delete", "name", "ada", "proof", Registered.PASSWORD)).hasRedirectedUrl("/");

		String pseudonym = "deleted-" + ada.id();
		assertThat(Visitor.body(site.get().uri("/api/v1/results/" + verified).exchange())).contains("verified").doesNotContain("ada\"").doesNotContain("by ada");
		assertThat(Visitor.body(site.get().uri("/results/" + withdrawn).exchange())).contains(pseudonym).doesNotContain(">ada<").doesNotContain("by ada");
		assertThat(jdbc.sql("select by_name from result_marks where by_id = ? union select opened_by from board_versions").param(ada.id()).query(String.class).list())
			.containsExactly(pseudonym);
	}

}
