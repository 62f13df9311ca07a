package org.peftboard.account;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.Visitor;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

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

	private Visitor visitor() {
		return new Visitor(site);
	}

	@Test
	void registersAndIsSignedInAtOnceWithANewSessionId() {
		Visitor ada = visitor();
		ada.get("/submit");
		String before = ada.cookie("SESSION");
		assertThat(ada.post("/register", "name", "ada", "password", "notes on the engine")).hasStatus(302).hasRedirectedUrl("/submit?continue");
		assertThat(before).isNotNull().isNotEqualTo(ada.cookie("SESSION"));
		assertThat(ada.get("/account/password")).hasStatusOk();
	}

	@Test
	void namesFieldValueAndNeedAndKeepsTheNameButNeverThePassword() throws Exception {
		MvcTestResult answer = visitor().post("/register", "name", "<script>", "password", "shortpw");
		assertThat(answer).hasStatus(422);
		assertThat(Visitor.body(answer)).contains("name: got &#39;&lt;script&gt;&#39;, need 3 to 40 letters")
			.contains("password: got 7 characters, need 10 to 200")
			.contains("value=\"&lt;script&gt;\"")
			.doesNotContain("shortpw")
			.doesNotContain("<script>");
	}

	@Test
	void signsInAndOutAgain() {
		visitor().post("/register", "name", "ada", "password", "notes on the engine");
		Visitor session = visitor();
		assertThat(session.post("/login", "name", "ADA", "password", "notes on the engine")).hasStatus(302);
		assertThat(session.get("/account/password")).hasStatusOk();
		assertThat(session.post("/logout")).hasRedirectedUrl("/");
		assertThat(site.get().uri("/account/password")).hasRedirectedUrl("/login");
	}

	@Test
	void doesNotSayWhichOfNameAndPasswordWasWrong() throws Exception {
		visitor().post("/register", "name", "ada", "password", "notes on the engine");
		MvcTestResult wrongPassword = visitor().post("/login", "name", "ada", "password", "not this one");
		MvcTestResult wrongName = visitor().post("/login", "name", "zoroaster", "password", "not this one");
		assertThat(wrongPassword).hasStatus(422);
		assertThat(Visitor.body(wrongPassword)).contains("value=\"ada\"").contains("do not belong together").doesNotContain("not this one");
		assertThat(Visitor.body(wrongName).replace("zoroaster", "ada").replaceAll("_csrf[^>]*", "")).isEqualTo(Visitor.body(wrongPassword).replaceAll("_csrf[^>]*", ""));
	}

	@Test
	void makesGuessingSlow() throws Exception {
		visitor().post("/register", "name", "slow", "password", "notes on the engine");
		for (int guess = 0; guess < LoginThrottle.FREE_FAILURES; guess++) {
			visitor().post("/login", "name", "slow", "password", "guess number " + guess);
		}
		MvcTestResult right = visitor().post("/login", "name", "slow", "password", "notes on the engine");
		assertThat(right).hasStatus(422);
		assertThat(Visitor.body(right)).contains("too many wrong tries").containsPattern("try again in [12] seconds");
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
		Visitor session = visitor();
		session.post("/register", "name", "ada", "password", "notes on the engine");
		assertThat(session.get("/admin")).hasStatus(403);
		assertThat(session.get("/review")).hasStatus(403);
	}

	@Test
	void leadsTheFirstAdministratorToAPasswordOfTheirOwnAndNowhereElse() throws Exception {
		Path file = Path.of("../target/test-data/administrator-password.txt");
		jdbc.sql("delete from accounts").update();
		firstAdministrator.run(new DefaultApplicationArguments());
		String oneTime = Files.readString(file).strip();
		Visitor session = visitor();
		assertThat(session.post("/login", "name", "admin", "password", oneTime)).hasStatus(302);
		assertThat(session.get("/register")).hasRedirectedUrl("/account/password");
		assertThat(session.post("/account/password", "current", oneTime, "password", oneTime)).hasStatus(422);
		assertThat(session.post("/account/password", "current", oneTime, "password", "a board of one's own")).hasRedirectedUrl("/account?changed");
		assertThat(session.get("/register")).hasRedirectedUrl("/account");
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

	@Test
	void saysOverAnEncryptedConnectionAloneThatThereIsNoOther() {
		assertThat(site.get().uri("/login").secure(true).exchange().getResponse().getHeader("Strict-Transport-Security")).contains("max-age=31536000");
		assertThat(site.get().uri("/login").exchange().getResponse().getHeader("Strict-Transport-Security")).isNull();
	}

	/** The quickest of several is compared, as other work on the machine only ever adds time. */
	@Test
	void takesAsLongForANameThatIsNotThereOrCannotSignInByPassword() {
		for (String name : List.of("timed-known", "timed-outside", "timed-closed")) {
			visitor().post("/register", "name", name, "password", "notes on the engine");
		}
		jdbc.sql("update accounts set password_hash = null where name = 'timed-outside'").update();
		jdbc.sql("update accounts set disabled_at = current_timestamp where name = 'timed-closed'").update();
		double known = quickestFailure("timed-known");
		for (String name : List.of("timed-nobody", "timed-outside", "timed-closed")) {
			assertThat(quickestFailure(name) / known).as(name).isBetween(0.5, 2.0);
		}
	}

	/** In nanoseconds; below the number of failures that have to wait. */
	private double quickestFailure(String name) {
		double quickest = Double.MAX_VALUE;
		for (int guess = 0; guess < LoginThrottle.FREE_FAILURES; guess++) {
			long start = System.nanoTime();
			assertThat(visitor().post("/login", "name", name, "password", "guess number " + guess)).hasStatus(422);
			quickest = Math.min(quickest, System.nanoTime() - start);
		}
		return quickest;
	}

}
