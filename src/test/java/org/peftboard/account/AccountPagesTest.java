package org.peftboard.account;

import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.servlet.http.HttpSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.WebAttributes;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
class AccountPagesTest {

	private final MockMvcTester site;

	private final JdbcClient jdbc;

	private final FirstAdministrator firstAdministrator;

	AccountPagesTest(MockMvcTester site, JdbcClient jdbc, FirstAdministrator firstAdministrator) {
		this.firstAdministrator = firstAdministrator;
		this.site = site;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void empty() {
		Tables.empty(jdbc);
	}

	private MvcTestResult post(String path, HttpSession session, String... parameters) {
		var request = site.post().uri(path).with(csrf()).session((MockHttpSession) session);
		for (int index = 0; index < parameters.length; index += 2) {
			request.param(parameters[index], parameters[index + 1]);
		}
		MvcTestResult answer = request.exchange();
		String forward = answer.getResponse().getForwardedUrl();
		return forward == null ? answer : forwarded(forward, answer);
	}

	/** A servlet container does this by itself. */
	private MvcTestResult forwarded(String path, MvcTestResult answer) {
		var request = site.post().uri(path).with(csrf()).param("name", answer.getRequest().getParameter("name"));
		String failure = WebAttributes.AUTHENTICATION_EXCEPTION;
		return request.requestAttr(failure, answer.getRequest().getAttribute(failure)).exchange();
	}

	private static String body(MvcTestResult answer) throws Exception {
		return answer.getResponse().getContentAsString();
	}

	@Test
	void registersAndIsSignedInAtOnceWithANewSessionId() {
		MockHttpSession session = new MockHttpSession();
		String before = session.getId();
		assertThat(post("/register", session, "name", "ada", "password", "notes on the engine")).hasStatus(302).hasRedirectedUrl("/submit");
		assertThat(session.getId()).isNotEqualTo(before);
		assertThat(site.get().uri("/account/password").session(session)).hasStatusOk();
	}

	@Test
	void namesFieldValueAndNeedAndKeepsTheNameButNeverThePassword() throws Exception {
		MvcTestResult answer = post("/register", new MockHttpSession(), "name", "<script>", "password", "shortpw");
		assertThat(answer).hasStatus(422);
		assertThat(body(answer)).contains("name: got &#39;&lt;script&gt;&#39;, need 3 to 40 letters")
			.contains("password: got 7 characters, need 10 to 200")
			.contains("value=\"&lt;script&gt;\"")
			.doesNotContain("shortpw")
			.doesNotContain("<script>");
	}

	@Test
	void signsInAndOutAgain() {
		post("/register", new MockHttpSession(), "name", "ada", "password", "notes on the engine");
		MockHttpSession session = new MockHttpSession();
		assertThat(post("/login", session, "name", "ADA", "password", "notes on the engine")).hasStatus(302);
		assertThat(site.get().uri("/account/password").session(session)).hasStatusOk();
		assertThat(post("/logout", session)).hasRedirectedUrl("/");
		assertThat(site.get().uri("/account/password")).hasRedirectedUrl("/login");
	}

	@Test
	void doesNotSayWhichOfNameAndPasswordWasWrong() throws Exception {
		post("/register", new MockHttpSession(), "name", "ada", "password", "notes on the engine");
		MvcTestResult wrongPassword = post("/login", new MockHttpSession(), "name", "ada", "password", "not this one");
		MvcTestResult wrongName = post("/login", new MockHttpSession(), "name", "zoroaster", "password", "not this one");
		assertThat(wrongPassword).hasStatus(422);
		assertThat(body(wrongPassword)).contains("value=\"ada\"").contains("do not belong together").doesNotContain("not this one");
		assertThat(body(wrongName).replace("zoroaster", "ada").replaceAll("_csrf[^>]*", "")).isEqualTo(body(wrongPassword).replaceAll("_csrf[^>]*", ""));
	}

	@Test
	void makesGuessingSlow() throws Exception {
		post("/register", new MockHttpSession(), "name", "slow", "password", "notes on the engine");
		for (int guess = 0; guess < LoginThrottle.FREE_FAILURES; guess++) {
			post("/login", new MockHttpSession(), "name", "slow", "password", "guess number " + guess);
		}
		MvcTestResult right = post("/login", new MockHttpSession(), "name", "slow", "password", "notes on the engine");
		assertThat(right).hasStatus(422);
		assertThat(body(right)).contains("too many wrong tries").containsPattern("try again in [12] seconds");
	}

	@Test
	void refusesAFormWithoutItsToken() {
		assertThat(site.post().uri("/register").param("name", "ada").param("password", "notes on the engine")).hasStatus(403);
		assertThat(site.post().uri("/login").param("name", "ada").param("password", "notes on the engine")).hasStatus(403);
	}

	@Test
	void asksForASignInWhereOneIsNeeded() {
		assertThat(site.get().uri("/submit")).hasRedirectedUrl("/login");
		assertThat(site.get().uri("/account")).hasRedirectedUrl("/login");
		assertThat(site.get().uri("/admin")).hasRedirectedUrl("/login");
		assertThat(site.get().uri("/actuator/env")).hasRedirectedUrl("/login");
	}

	@Test
	void forbidsAResearcherTheOperatorsPages() {
		MockHttpSession session = new MockHttpSession();
		post("/register", session, "name", "ada", "password", "notes on the engine");
		assertThat(site.get().uri("/admin").session(session)).hasStatus(403);
		assertThat(site.get().uri("/review").session(session)).hasStatus(403);
	}

	@Test
	void leadsTheFirstAdministratorToAPasswordOfTheirOwnAndNowhereElse() throws Exception {
		Path file = Path.of("../target/test-data/administrator-password.txt");
		jdbc.sql("delete from accounts").update();
		firstAdministrator.run(new DefaultApplicationArguments());
		String oneTime = Files.readString(file).strip();
		MockHttpSession session = new MockHttpSession();
		assertThat(post("/login", session, "name", "admin", "password", oneTime)).hasStatus(302);
		assertThat(site.get().uri("/register").session(session)).hasRedirectedUrl("/account/password");
		assertThat(post("/account/password", session, "current", oneTime, "password", oneTime)).hasStatus(422);
		assertThat(post("/account/password", session, "current", oneTime, "password", "a board of one's own")).hasRedirectedUrl("/account?changed");
		assertThat(site.get().uri("/register").session(session)).hasRedirectedUrl("/account");
		assertThat(file).doesNotExist();
	}

	@Test
	void sendsStrictHeadersWithEveryPage() {
		var headers = site.get().uri("/login").exchange().getResponse();
		assertThat(headers.getHeader("Content-Security-Policy")).isEqualTo(SecurityConfiguration.CONTENT_SECURITY_POLICY)
			.contains("default-src 'self'")
			.contains("frame-ancestors 'none'")
			.doesNotContain("unsafe");
		assertThat(headers.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(headers.getHeader("X-Frame-Options")).isEqualTo("DENY");
		assertThat(headers.getHeader("Referrer-Policy")).isEqualTo("same-origin");
	}

}
