package org.peftboard.security;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.Visitor;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.SignedIn;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** Text that wants to be markup, a header, a line of the log, or somebody else's page. */
@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class HostileTextTest {

	private static final String MARKUP = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

	/** A slash is refused within a path before anything is shown. */
	private static final String MARKUP_OF_A_PATH = "<img src=x onerror=alert(1)><svg onload=alert(1)>";

	private static final String ATTRIBUTE = "x\" onmouseover=\"alert(1)";

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final SignedIn eve;

	HostileTextTest(MockMvcTester site, JdbcClient jdbc, Accounts accounts) {
		this.site = site;
		this.jdbc = jdbc;
		Tables.empty(jdbc);
		this.eve = Registered.person(accounts, "eve");
	}

	private static void requireHarmless(MvcTestResult answer) {
		String type = String.valueOf(answer.getResponse().getContentType());
		assertThat(answer.getResponse().getStatus()).isLessThan(500);
		assertThat(answer.getResponse().getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
		if (type.contains("html") || type.contains("svg") || type.contains("xml")) {
			assertThat(Visitor.body(answer)).doesNotContain("<script>alert", "<img src=x", "<svg onload", "\" onmouseover=\"alert");
		}
	}

	@ParameterizedTest(name = "XSS at {0}")
	@ValueSource(strings = { "/?q=", "/?board=", "/?score=", "/?alpha=", "/?sort=", "/?columns=", "/?family=", "/?refs=", "/?page=", "/compare?ids=", "/weights?board=",
			"/about/scoring?score=", "/about/scoring?alpha=", "/login?name=", "/login?error=", "/register?name=", "/reset?token=", "/verify?token=", "/forgot?who=",
			"/boards/", "/methods/", "/results/", "/snapshots/", "/snapshots/new?board=", "/snapshots/new?alpha=", "/embed/", "/embed/peft-bench-summary-v1?rows=", "/badges/", "/nowhere/",
			"/export.csv?board=", "/export.md?q=", "/feed.atom?x=", "/api?x=", "/submissions/", "/language/", "/methods?q=" })
	void whatAnAddressSaysIsShownAsText(String address) {
		for (String text : new String[] { address.contains("?") ? MARKUP : MARKUP_OF_A_PATH, ATTRIBUTE }) {
			requireHarmless(site.get().uri(URI.create(address + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"))).exchange());
		}
	}

	@ParameterizedTest(name = "XSS at {0}, signed in")
	@ValueSource(strings = { "/submit?title=", "/submit?method=", "/submit?rank=", "/submit?suite=", "/account?changed=", "/account/security?linked=", "/account/password?x=" })
	void whatAnAddressSaysIsShownAsTextToWhoIsSignedIn(String address) {
		for (String text : new String[] { MARKUP, ATTRIBUTE }) {
			requireHarmless(site.get().uri(URI.create(address + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"))).with(user(eve)).exchange());
		}
	}

	@ParameterizedTest(name = "XSS by form {0} {1}")
	@CsvSource({ "/register, name", "/login, name", "/login/second, code", "/login/name, name", "/reset, token", "/verify, token", "/account/tokens, title",
			"/account/tokens, scope", "/account/tokens, days", "/account/delete, name", "/account/password, current", "/account/email, email",
			"/account/second-factor, code", "/submit, title", "/submit, rank", "/submit, method" })
	void whatAFormSaysIsShownAsText(String path, String field) {
		requireHarmless(site.post().uri(path).with(csrf()).with(user(eve)).param(field, MARKUP).exchange());
	}

	@Test
	void aNameOfAnotherBrowserIsShownAsText() {
		Visitor visitor = new Visitor(site);
		MvcTestResult answer = site.post().uri("/login").with(csrf()).header("User-Agent", MARKUP).param("name", "eve").param("password", Registered.PASSWORD).exchange();
		assertThat(answer).hasStatus(302);
		visitor.post("/login", "name", "eve", "password", Registered.PASSWORD);
		MvcTestResult page = visitor.get("/account/security");
		requireHarmless(page);
		assertThat(Visitor.body(page)).contains("&lt;script&gt;alert(1)");
	}

	@ParameterizedTest(name = "cache and {0}")
	@CsvSource({ "X-Forwarded-Host, evil.example", "X-Forwarded-Server, evil.example", "X-Host, evil.example", "Forwarded, host=evil.example", "X-Original-URL, /admin/evil.example",
			"X-Rewrite-URL, /evil.example", "X-Forwarded-Prefix, /evil.example", "X-Forwarded-Proto, evil.example", "X-Forwarded-Port, 6666",
			"Accept-Language, evil.example", "Referer, https://evil.example", "Origin, https://evil.example", "X-HTTP-Method-Override, DELETE", "Cookie2, evil.example" })
	void whatOneReaderSendsIsNotInThePageOfTheNext(String header, String value) {
		for (String path : new String[] { "/about/scoring", "/feed.atom", "/embed/peft-bench-summary-v1", "/export.bib" }) {
			String address = path + "?case=" + header;
			site.get().uri(address).header(header, value).exchange();
			assertThat(Visitor.body(site.get().uri(address).exchange())).as(path).doesNotContain("evil.example", ":6666");
		}
	}

	@Test
	void theCacheKnowsHostsApart() {
		site.get().uri("/feed.atom?case=host").header("Host", "evil.example").with(request -> {
			request.setServerName("evil.example");
			return request;
		}).exchange();
		assertThat(Visitor.body(site.get().uri("/feed.atom?case=host").exchange())).doesNotContain("evil.example");
	}

	@ParameterizedTest(name = "signed-in page {0}")
	@ValueSource(strings = { "/", "/methods", "/weights", "/about/scoring", "/compare", "/api", "/boards/peft-bench-summary-v1" })
	void aPageOfSomebodySignedInIsNobodyElses(String path) {
		Visitor signedIn = new Visitor(site);
		signedIn.post("/login", "name", "eve", "password", Registered.PASSWORD);
		MvcTestResult own = signedIn.get(path + "?case=own");
		assertThat(Visitor.body(own)).contains(">eve<");
		assertThat(own.getResponse().getHeader("Cache-Control")).as("nor a proxy's").contains("no-store");
		assertThat(Visitor.body(site.get().uri(path + "?case=own").exchange())).doesNotContain(">eve<");
		site.get().uri(path + "?case=known").exchange();
		assertThat(Visitor.body(signedIn.get(path + "?case=known"))).as("nor is the page of a stranger theirs").contains(">eve<");
	}

	@ParameterizedTest(name = "log line through {0}")
	@CsvSource({ "name", "User-Agent", "Referer", "path", "query", "X-Request-Id", "X-Forwarded-For" })
	void nobodyWritesALineIntoTheLog(String where, CapturedOutput output) {
		String line = "x\r\nERROR forged \u001b[31mline\u001b[0m";
		String encoded = URLEncoder.encode(line, StandardCharsets.UTF_8).replace("+", "%20");
		switch (where) {
			case "name" -> new Visitor(site).post("/login", "name", line, "password", "whatever it is");
			case "path" -> site.get().uri(URI.create("/methods/" + encoded.replace("%0D%0A", "%20"))).exchange();
			case "query" -> site.get().uri(URI.create("/?q=" + encoded)).exchange();
			default -> site.get().uri("/nowhere").header(where, line).exchange();
		}
		assertThat(output.getAll().lines()).noneMatch(written -> written.startsWith("ERROR forged")).noneMatch(written -> written.contains("\u001b[31mline"));
	}

	@ParameterizedTest(name = "name {0}")
	@ValueSource(strings = { "<b>bold</b>", "a", "admin", "ADMINISTRATOR", "reference runs", "аdа", "ada\nroot", "ada\u202eroot", "../ada", "=1+1", "ada@example.org", "  ", "deleted-1",
			"ad\u200ba", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee", "-ada", "ada/..", "ada%00", "{{7*7}}", "${7*7}", "eve", "EVE" })
	void aNameThatIsNotOneIsRefused(String name) {
		assertThat(new Visitor(site).post("/register", "name", name, "password", Registered.PASSWORD)).hasStatus(422);
		assertThat(jdbc.sql("select count(*) from accounts where role = 'RESEARCHER'").query(Integer.class).single()).isEqualTo(1);
	}

	@ParameterizedTest(name = "character 0 in {0} {1}")
	@CsvSource({ "POST, /login, name", "POST, /register, name", "POST, /forgot, who", "POST, /login/name, name", "POST, /submit/check, title", "GET, /submit, suite", "GET, /, q",
			"GET, /compare, ids", "GET, /snapshots/new, board" })
	void noValueHoldsACharacterThatNoDatabaseStores(String method, String path, String name) {
		var request = site.method(HttpMethod.valueOf(method)).uri(path).param(name, "a\u0000b");
		MvcTestResult answer = (path.startsWith("/submit") ? request.with(user(eve)) : request).with(csrf()).exchange();
		assertThat(answer.getResponse().getStatus()).isEqualTo(400);
	}

	@ParameterizedTest(name = "expression {0}")
	@ValueSource(strings = { "${7*191}", "#{7*191}", "*{7*191}", "[[${7*191}]]", "__${7*191}__::.x", "~{::7*191}", "T(java.lang.Runtime).getRuntime()", "%24%7B7*191%7D" })
	void whatLooksLikeAnExpressionIsNotWorkedOut(String text) {
		String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
		for (String address : new String[] { "/?q=", "/snapshots/new?alpha=", "/compare?ids=", "/boards/" }) {
			MvcTestResult answer = site.get().uri(URI.create(address + encoded)).exchange();
			assertThat(answer.getResponse().getStatus()).isLessThan(500);
			assertThat(Visitor.body(answer)).doesNotContain("1337");
		}
	}

}
