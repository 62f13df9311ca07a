package org.peftboard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.transaction.TestTransaction;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OnH2
@AutoConfigureMockMvc
@TestPropertySource(properties = "peftboard.metrics.token=0123456789abcdef0123")
class OperationPagesTest {

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final Accounts accounts;

	private final Clock clock;

	OperationPagesTest(MockMvcTester site, JdbcClient jdbc, Accounts accounts, Clock clock) {
		this.site = site;
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.clock = clock;
	}

	@BeforeEach
	void rows() {
		SignedIn ada = Registered.person(accounts, "ada");
		jdbc.sql("""
				insert into submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, status, attempt, platform_faults, priority,
				created_at, queued_at) values (?, 'ada', 'mini', '<script>alert(1)</script>', 'lora', '{}', 'k', 'QUEUED', 0, 0, 50, current_timestamp, current_timestamp)""")
			.param(ada.id())
			.update();
		worker("alpha-1-1", "READY", Duration.ofSeconds(2));
		worker("beta-2-2", "READY", Duration.ofMinutes(2));
		worker("gamma-3-3", "STOPPED", Duration.ofMinutes(5));
		worker("delta-4-4", "STOPPED", Duration.ofDays(2));
	}

	private void worker(String name, String state, Duration silent) {
		jdbc.sql("insert into workers values (?, 'host', 'cpu', 'Processor', 2, 24000000000, 'limits', 'development', ?, null, false, ?, ?)")
			.params(name, state, clock.instant().minus(Duration.ofDays(3)).atOffset(ZoneOffset.UTC), clock.instant().minus(silent).atOffset(ZoneOffset.UTC))
			.update();
	}

	private MvcTestResult get(String path) {
		return site.get().uri(path).with(user("root").roles("ADMINISTRATOR")).exchange();
	}

	@Test
	void showsWorkersThatLiveThatAreLostAndThatEnded() throws Exception {
		String page = get("/admin/workers").getResponse().getContentAsString();
		assertThat(page).contains("alpha-1-1", "beta-2-2", "gamma-3-3").doesNotContain("delta-4-4");
		assertThat(page).containsPattern("badge-good\">ready").containsPattern("badge-bad\">lost").containsPattern("badge-warn\">stopped");
		assertThat(page.split("name=\"drain\"")).as("only a living worker can be drained").hasSize(2);
	}

	@Test
	void showsJobsWithoutRunningWhatTheyAreCalled() throws Exception {
		String page = get("/admin/jobs?status=QUEUED").getResponse().getContentAsString();
		assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "queued 1").doesNotContain("<script>alert");
	}

	@Test
	void drainsAndResumesAWorkerAndRecordsIt() {
		SignedIn admin = Registered.person(accounts, "root");
		var signedIn = UsernamePasswordAuthenticationToken.authenticated(admin, null, AuthorityUtils.createAuthorityList("ROLE_ADMINISTRATOR"));
		for (String drain : List.of("true", "false")) {
			assertThat(site.post().uri("/admin/workers/drain").param("worker", "alpha-1-1").param("drain", drain).with(authentication(signedIn)).with(csrf())
				.exchange().getResponse().getStatus()).isEqualTo(302);
			assertThat(jdbc.sql("select drain_requested from workers where name = 'alpha-1-1'").query(Boolean.class).single()).isEqualTo(Boolean.valueOf(drain));
		}
		// entries are written when the action is committed
		TestTransaction.flagForCommit();
		TestTransaction.end();
		Tables.empty(jdbc);
		jdbc.sql("delete from workers").update();
		assertThat(jdbc.sql("select action from audit_entries where subject = 'worker alpha-1-1' order by position").query(String.class).list())
			.containsExactly("worker.drain", "worker.resume");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/jobs", "/admin/workers" })
	void areForAdministratorsOnly(String path) {
		assertThat(site.get().uri(path).with(user("ada").roles("RESEARCHER")).exchange().getResponse().getStatus()).isEqualTo(403);
		assertThat(site.get().uri(path).with(user("rev").roles("REVIEWER")).exchange().getResponse().getStatus()).isEqualTo(403);
		assertThat(site.get().uri(path).exchange().getResponse().getStatus()).isEqualTo(302);
	}

	@Test
	void drainingNeedsAnAdministratorAndAToken() {
		assertThat(site.post().uri("/admin/workers/drain").param("worker", "alpha-1-1").param("drain", "true").with(user("ada").roles("REVIEWER")).with(csrf())
			.exchange().getResponse().getStatus()).isEqualTo(403);
		assertThat(site.post().uri("/admin/workers/drain").param("worker", "alpha-1-1").param("drain", "true").with(user("root").roles("ADMINISTRATOR"))
			.exchange().getResponse().getStatus()).isEqualTo(403);
		assertThat(jdbc.sql("select count(*) from workers where drain_requested").query(Integer.class).single()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "?status=queued'--", "?status=%3Cscript%3E", "?page=-1", "?page=99999999999", "?page=1%27" })
	void answersNonsenseWithoutFallingOver(String query) {
		assertThat(get("/admin/jobs" + query).getResponse().getStatus()).isIn(400, 404);
	}

	@Test
	void tellsMetricsToWhoShowsTheTokenOnly() throws Exception {
		MvcTestResult told = site.get().uri("/actuator/prometheus").header("Authorization", "Bearer 0123456789abcdef0123").exchange();
		assertThat(told.getResponse().getStatus()).isEqualTo(200);
		assertThat(told.getResponse().getContentAsString()).contains("peftboard_queue_waiting", "peftboard_workers_alive 1.0", "jvm_memory_used_bytes");
		for (String header : List.of("Bearer 0123456789abcdef0124", "Bearer ", "Basic cm9vdDpyb290")) {
			assertThat(site.get().uri("/actuator/prometheus").header("Authorization", header).exchange().getResponse().getStatus()).as(header).isIn(401, 403);
		}
		assertThat(site.get().uri("/actuator/prometheus").exchange().getResponse().getStatus()).isIn(401, 403);
	}

	@Test
	void tellsEverybodyThatItIsHealthyAndNoMore() throws Exception {
		for (String path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")) {
			MvcTestResult answer = site.get().uri(path).exchange();
			assertThat(answer.getResponse().getStatus()).as(path).isEqualTo(200);
			assertThat(answer.getResponse().getContentAsString()).doesNotContain("database", "H2");
		}
		for (String path : List.of("/actuator", "/actuator/env", "/actuator/beans", "/actuator/heapdump", "/actuator/info")) {
			assertThat(site.get().uri(path).exchange().getResponse().getStatus()).as(path).isIn(302, 401, 403, 404);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "bad\u0085id-with-line-end", "<script>alert(1)</script>", "a b c d e f g h", "12345678901234567890123456789012345678901234567890123456789012345" })
	void takesOverNoRequestIdThatCouldForgeALogLine(String hostile) {
		assertThat(site.get().uri("/about/scoring").header("X-Request-Id", hostile).exchange().getResponse().getHeader("X-Request-Id")).matches("[0-9a-f]{16}");
		assertThat(site.get().uri("/about/scoring").header("X-Request-Id", "proxy-1234-abcd").exchange().getResponse().getHeader("X-Request-Id"))
			.isEqualTo("proxy-1234-abcd");
	}

}
