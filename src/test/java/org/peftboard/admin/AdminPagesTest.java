package org.peftboard.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Audit;
import org.peftboard.audit.AuditFilter;
import org.peftboard.audit.Entry;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.result.Measured;
import org.peftboard.result.Results;
import org.peftboard.site.SiteNotices;
import org.peftboard.submission.Quotas;
import org.springframework.context.annotation.Import;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
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
@Import(MiniCatalogue.class)
class AdminPagesTest {

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final Accounts accounts;

	private final SiteNotices notices;

	private final Audit audit;

	private final Quotas quotas;

	private final Boards boards;

	private final Results results;

	private SignedIn admin;

	private SignedIn reviewer;

	AdminPagesTest(MockMvcTester site, JdbcClient jdbc, Accounts accounts, SiteNotices notices, Audit audit, Quotas quotas, Boards boards,
			Results results) {
		this.site = site;
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.notices = notices;
		this.audit = audit;
		this.quotas = quotas;
		this.boards = boards;
		this.results = results;
	}

	@BeforeEach
	void people() {
		Tables.empty(jdbc);
		admin = Registered.person(accounts, "operator", Role.ADMINISTRATOR, jdbc);
		reviewer = Registered.person(accounts, "grace", Role.REVIEWER, jdbc);
	}

	@AfterEach
	void silence() {
		jdbc.sql("delete from accounts where name_key = 'operator'").update();
		notices.resume();
		notices.announce("", null, null);
		jdbc.sql("delete from board_versions").update();
		boards.versions(Map.of());
	}

	private MvcTestResult get(SignedIn person, String path) {
		return site.get().uri(path).with(user(person)).exchange();
	}

	private MvcTestResult post(SignedIn person, String path, String... parameters) {
		var request = site.post().uri(path).with(csrf()).with(user(person));
		for (int index = 0; index < parameters.length; index += 2) {
			request.param(parameters[index], parameters[index + 1]);
		}
		return request.exchange();
	}

	private static String body(MvcTestResult answer) throws Exception {
		return answer.getResponse().getContentAsString();
	}

	private Entry newest() {
		return audit.before(Long.MAX_VALUE, AuditFilter.ALL, 1).get(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin", "/admin/notices", "/admin/audit", "/admin/audit.csv", "/admin/audit.jsonl", "/admin/users",
			"/admin/quotas", "/admin/boards" })
	void isForAdministratorsOnly(String path) {
		assertThat(site.get().uri(path)).hasRedirectedUrl("/login");
		assertThat(get(Registered.person(accounts, "ada"), path)).hasStatus(403);
		assertThat(get(reviewer, path)).hasStatus(403);
		assertThat(get(admin, path)).hasStatusOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/notices/pause", "/admin/notices/resume", "/admin/notices/banner", "/admin/audit/verify",
			"/admin/quotas", "/admin/boards/mini-cpu-r1.0/version" })
	void takesFormsFromAdministratorsOnlyAndOnlyWithTheirToken(String path) {
		assertThat(site.post().uri(path).with(csrf())).hasRedirectedUrl("/login");
		assertThat(post(Registered.person(accounts, "ada"), path)).hasStatus(403);
		assertThat(post(reviewer, path)).hasStatus(403);
		assertThat(site.post().uri(path).with(user(admin))).hasStatus(403);
		assertThat(notices.now().paused()).isFalse();
	}

	@Test
	void aPauseIsShownOnEveryPageAndRecorded() throws Exception {
		String before = body(site.get().uri("/").exchange());
		assertThat(before).doesNotContain("Evaluations are paused");
		assertThat(post(admin, "/admin/notices/pause", "reason", "a new <b>disk</b>")).hasRedirectedUrl("/admin/notices");
		assertThat(notices.paused()).isTrue();
		assertThat(body(site.get().uri("/").exchange())).as("a page that was kept before").contains("Evaluations are paused: a new &lt;b&gt;disk&lt;/b&gt;")
			.doesNotContain("<b>disk");
		assertThat(body(site.get().uri("/about/scoring").exchange())).contains("Evaluations are paused");
		assertThat(newest()).satisfies(entry -> {
			assertThat(entry.action()).isEqualTo("admin.pause");
			assertThat(entry.actorId()).isEqualTo(admin.id());
			assertThat(entry.address()).isEqualTo("127.0.0.1");
			assertThat(entry.details()).contains("disk");
		});
		assertThat(post(admin, "/admin/notices/resume")).hasRedirectedUrl("/admin/notices");
		assertThat(body(site.get().uri("/").exchange())).doesNotContain("Evaluations are paused");
	}

	@Test
	void aBannerIsShownBetweenItsTimesOnly() throws Exception {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
		post(admin, "/admin/notices/banner", "text", "Maintenance on Sunday", "from", text(now.minusSeconds(3600)), "until", text(now.plusSeconds(3600)));
		assertThat(body(site.get().uri("/").exchange())).contains("Maintenance on Sunday");
		post(admin, "/admin/notices/banner", "text", "Maintenance on Sunday", "from", text(now.plusSeconds(3600)), "until", "");
		assertThat(body(site.get().uri("/").exchange())).doesNotContain("Maintenance on Sunday");
		assertThat(body(get(admin, "/admin/notices"))).contains("Will be shown from");
		post(admin, "/admin/notices/banner", "text", "Maintenance on Sunday", "from", "", "until", text(now.minusSeconds(3600)));
		assertThat(body(site.get().uri("/").exchange())).doesNotContain("Maintenance on Sunday");
	}

	private static String text(Instant time) {
		return time.toString().substring(0, 16);
	}

	@ParameterizedTest
	@CsvSource({ "from, tomorrow", "until, 2026-13-45T99:00", "from, +999999999-01-01T00:00", "text, \"two\u0001lines\"" })
	void refusesABannerThatIsNoneAndKeepsWhatWasTyped(String field, String value) throws Exception {
		MvcTestResult answer = post(admin, "/admin/notices/banner", "text", "Kept", field, value);
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("value=\"Kept").contains(field + ": got");
		assertThat(notices.now().banner()).isEmpty();
	}

	@Test
	void refusesABannerThatEndsBeforeItBegins() {
		assertThat(post(admin, "/admin/notices/banner", "text", "Never", "from", "2026-11-22T12:00", "until", "2026-11-22T11:00")).hasStatus(422);
	}

	@Test
	void givesAPersonAnotherQuotaAndTheUsualOneAgain() throws Exception {
		SignedIn ada = Registered.person(accounts, "ada");
		assertThat(post(admin, "/admin/quotas", "name", "ADA", "daily", "7")).hasStatus(302);
		assertThat(quotas.of(ada.id()).limit()).isEqualTo(7);
		assertThat(body(get(admin, "/admin/quotas"))).contains(">ada<", ">7<");
		assertThat(newest().action()).isEqualTo("admin.quota");
		for (String wrong : List.of("-1", "1000000", "1e3", "many")) {
			assertThat(post(admin, "/admin/quotas", "name", "ada", "daily", wrong)).as(wrong).hasStatus(422);
		}
		assertThat(post(admin, "/admin/quotas", "name", "nobody", "daily", "7")).hasStatus(422);
		assertThat(quotas.of(ada.id()).limit()).isEqualTo(7);
		assertThat(post(admin, "/admin/quotas", "name", "ada", "daily", "")).hasStatus(302);
		assertThat(quotas.of(ada.id()).limit()).isEqualTo(quotas.usual());
	}

	@Test
	void opensANewVersionOfABoardOnceTheOldOneIsCalibrated() throws Exception {
		String old = "mini-cpu-r1.0";
		assertThat(post(admin, "/admin/boards/" + old + "/version", "reason", "a new machine")).as("references not frozen yet").hasStatus(422);
		boards.get(old).referenceRuns().forEach(run -> results.publish(Measured.reference(run.id(), 70, run.id().equals("none") ? 0 : 16_384, 1.1,
				run.id().equals("none") ? null : 6_000_000L)));
		assertThat(post(admin, "/admin/boards/" + old + "/version", "reason", " ")).hasStatus(422);
		assertThat(post(admin, "/admin/boards/nosuchboard/version", "reason", "x")).hasStatus(404);
		assertThat(post(admin, "/admin/boards/" + old + "/version", "reason", "a <b>new</b> machine")).hasRedirectedUrl("/boards/" + old + "-v2");
		assertThat(newest().action()).isEqualTo("admin.open-board-version");
		assertThat(boards.measured("mini").orElseThrow().id()).isEqualTo(old + "-v2");
		String rules = body(site.get().uri("/boards/" + old + "-v2").exchange());
		assertThat(rules).contains("version 2, opened", "by operator: a &lt;b&gt;new&lt;/b&gt; machine; references not frozen yet", "version 1; references frozen");
		assertThat(body(site.get().uri("/?board=" + old).exchange())).as("the old one stays").contains("none");
		assertThat(post(admin, "/admin/boards/" + old + "/version", "reason", "again")).as("only the newest is followed by another").hasStatus(422);
		assertThat(post(admin, "/admin/boards/" + old + "-v2/version", "reason", "again")).as("not calibrated").hasStatus(422);
	}

	@Test
	void showsFiltersAndExportsTheLog() throws Exception {
		post(admin, "/admin/notices/pause", "reason", "=1+1");
		post(admin, "/admin/notices/resume");
		assertThat(body(get(admin, "/admin/audit?action=admin."))).contains("admin.pause", "admin.resume", "=1+1");
		assertThat(body(get(admin, "/admin/audit?action=admin.pause&actor=operator"))).contains("<code>admin.pause</code>").doesNotContain("<code>admin.resume</code>");
		assertThat(body(get(admin, "/admin/audit?actor=%3Cscript%3E"))).contains("No entry passes").doesNotContain("<script>\"");
		String csv = body(get(admin, "/admin/audit.csv?action=admin."));
		assertThat(csv).startsWith("position,recordedAt").contains(",admin.pause,").contains("'=1+1");
		String lines = body(get(admin, "/admin/audit.jsonl?action=admin.pause"));
		assertThat(lines.lines().findFirst().orElseThrow()).contains("\"action\":\"admin.pause\"", "\"previousHash\":\"", "\"hash\":\"");
		assertThat(newest().action()).isEqualTo("audit.export");
	}

	@Test
	void checksTheLogAndSaysWhatIsWrong() throws Exception {
		post(admin, "/admin/notices/pause", "reason", "before");
		assertThat(body(post(admin, "/admin/audit/verify"))).contains("entries are as they were recorded");
		long position = newest().position() - 1;
		jdbc.sql("update audit_entries set details = '{}' where position = ?").param(position).update();
		assertThat(body(post(admin, "/admin/audit/verify"))).contains("The log is not what was recorded", "entry " + position + ": is not what was recorded");
		jdbc.sql("delete from audit_entries").update();
		jdbc.sql("update audit_head set position = 0, hash = ?").param("0".repeat(64)).update();
	}

}
