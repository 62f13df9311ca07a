package org.peftboard.account;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.peftboard.Visitor;
import org.peftboard.evaluator.contract.Json;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peftboard.Visitor.body;

class SecurityPagesTest extends People {

	@Autowired
	private Accounts accounts;

	private static String token(Visitor person, String... scopes) {
		String[] parameters = { "title", "laptop", "days", "90", "proof", PASSWORD };
		String[] all = new String[parameters.length + 2 * scopes.length];
		System.arraycopy(parameters, 0, all, 0, parameters.length);
		for (int index = 0; index < scopes.length; index++) {
			all[parameters.length + 2 * index] = "scope";
			all[parameters.length + 2 * index + 1] = scopes[index];
		}
		MvcTestResult answer = person.post("/account/tokens", all);
		assertThat(answer).hasStatusOk();
		return body(answer).replaceAll("(?s).*>(peft_[A-Za-z0-9_-]{43})<.*", "$1");
	}

	private int api(String token) {
		return site.post().uri("/api/v1/submissions").header("Authorization", "Bearer " + token).exchange().getResponse().getStatus();
	}

	@Test
	void showsANewTokenOnceAndKeepsItsHashOnly() {
		Visitor ada = registered("ada");
		String token = token(ada, "read", "submit");
		assertThat(token).startsWith("peft_").hasSize(48);
		assertThat(body(ada.get("/account/security"))).contains("laptop", token.substring(0, 9) + "…", "read submit".replace(" ", ", ")).doesNotContain(token);
		assertThat(jdbc.sql("select token_hash from api_tokens").query(String.class).single()).isEqualTo(Secrets.hash(token));
	}

	@Test
	void aTokenOpensWhatItsScopesSayAndShowsWhenItWasUsed() {
		Visitor ada = registered("ada");
		String reads = token(ada, "read");
		assertThat(api(reads)).as("read is not submit").isEqualTo(403);
		assertThat(api(token(ada, "submit"))).as("let through to where nothing is yet, or to a form that is not filled in").isNotIn(401, 403);
		assertThat(jdbc.sql("select count(*) from api_tokens where last_used_at is not null").query(Integer.class).single()).isEqualTo(2);
	}

	@Test
	void aRevokedTokenOpensNothing() {
		Visitor ada = registered("ada");
		String token = token(ada, "submit");
		long id = jdbc.sql("select id from api_tokens").query(Long.class).single();
		assertThat(registered("eve").post("/account/tokens/" + id + "/revoke")).as("by somebody else").hasStatus(404);
		assertThat(api(token)).isNotEqualTo(401);
		assertThat(ada.post("/account/tokens/" + id + "/revoke")).hasStatus(302);
		assertThat(api(token)).isEqualTo(401);
	}

	@Test
	void anExpiredTokenOpensNothing() {
		String token = token(registered("ada"), "submit");
		jdbc.sql("update api_tokens set expires_at = ?").param(Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC)).update();
		assertThat(api(token)).isEqualTo(401);
	}

	@Test
	void aTokenNeedsThePasswordATitleAScopeAndAnEnd() {
		Visitor ada = registered("ada");
		assertThat(body(ada.post("/account/tokens", "title", "x", "scope", "read", "days", "1", "proof", "not this one"))).contains("proof: got another password");
		assertThat(body(ada.post("/account/tokens", "title", "", "scope", "", "days", "9999", "proof", PASSWORD))).contains("title: got 0 characters", "scope: got",
				"days: got another number of days, need 1 to 366");
		assertThat(jdbc.sql("select count(*) from api_tokens").query(Integer.class).single()).isZero();
	}

	@Test
	void theScopeOfReviewersIsForReviewersAndEndsWithTheRole() {
		Visitor ada = registered("ada");
		assertThat(body(ada.post("/account/tokens", "title", "x", "scope", "review", "days", "1", "proof", PASSWORD))).contains("review is for reviewers");
		SignedIn grace = Registered.person(accounts, "grace", Role.REVIEWER, jdbc);
		Visitor reviewer = visitor();
		reviewer.post("/login", "name", "grace", "password", PASSWORD);
		String token = token(reviewer, "review");
		assertThat(site.get().uri("/api/v1/review/x").header("Authorization", "Bearer " + token)).hasStatus(404);
		accounts.changeRole(grace.id(), Role.RESEARCHER);
		assertThat(site.get().uri("/api/v1/review/x").header("Authorization", "Bearer " + token)).hasStatus(403);
	}

	@Test
	void aSessionIsNoTokenAndATokenIsNoSession() {
		Visitor ada = registered("ada");
		assertThat(ada.post("/api/v1/submissions")).as("a cookie opens nothing in the API").hasStatus(401);
		assertThat(site.get().uri("/account").header("Authorization", "Bearer " + token(ada, "read"))).as("a token opens no page").hasRedirectedUrl("/login");
	}

	@Test
	void listsSessionsAndEndsThem() {
		Visitor laptop = registered("ada");
		Visitor phone = visitor().from("192.0.2.7");
		assertThat(phone.post("/login", "name", "ada", "password", PASSWORD)).hasStatus(302);
		String page = body(laptop.get("/account/security"));
		assertThat(page).contains("192.0.2.7", "this one").doesNotContain(phone.cookie("SESSION"));
		String handle = page.replaceAll("(?s).*<td>192\\.0\\.2\\.7</td>.*?/account/sessions/([0-9a-f]{16})/end.*", "$1");
		assertThat(registered("eve").post("/account/sessions/" + handle + "/end")).as("by somebody else").hasStatus(404);
		assertThat(laptop.post("/account/sessions/" + handle + "/end")).hasStatus(302);
		assertThat(phone.get("/account")).hasRedirectedUrl("/login");
		assertThat(laptop.get("/account")).hasStatusOk();
	}

	@Test
	void endsAllOtherSessionsAtOnceAndWithANewPassword() {
		Visitor laptop = registered("ada");
		Visitor phone = visitor();
		phone.post("/login", "name", "ada", "password", PASSWORD);
		laptop.post("/account/sessions/end-others");
		assertThat(phone.get("/account")).hasRedirectedUrl("/login");
		phone.post("/login", "name", "ada", "password", PASSWORD);
		assertThat(phone.get("/account")).hasStatusOk();
		assertThat(laptop.post("/account/password", "current", PASSWORD, "password", "the analytical engine")).hasRedirectedUrl("/account?changed");
		assertThat(phone.get("/account")).hasRedirectedUrl("/login");
		assertThat(laptop.get("/account")).hasStatusOk();
	}

	@Test
	void nothingIsReadFromAStoredSessionButWhatSignInStores() throws Exception {
		Visitor ada = registered("ada");
		ByteArrayOutputStream planted = new ByteArrayOutputStream();
		try (ObjectOutputStream objects = new ObjectOutputStream(planted)) {
			objects.writeObject(new File("gadget"));
		}
		jdbc.sql("update spring_session_attributes set attribute_bytes = ? where attribute_name = 'SPRING_SECURITY_CONTEXT'")
			.param(planted.toByteArray()).update();
		assertThat(ada.get("/account")).as("as if nobody were signed in").hasRedirectedUrl("/login");
	}

	@Test
	void hashesAWeakerPasswordAgainAtSignIn() {
		registered("ada");
		String weak = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(PASSWORD);
		jdbc.sql("update accounts set password_hash = ? where name_key = 'ada'").param(weak).update();
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).hasStatus(302);
		assertThat(jdbc.sql("select password_hash from accounts where name_key = 'ada'").query(String.class).single()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).hasStatus(302);
	}

	@Test
	void takesAllDataAwayWithoutSecrets() {
		Visitor ada = registered("ada");
		String token = token(ada, "read");
		MvcTestResult answer = ada.get("/account/export.json");
		assertThat(answer).hasStatusOk().hasHeader("Content-Disposition", "attachment; filename=\"peftboard-account.json\"");
		JsonNode export = Json.tree("export", body(answer));
		assertThat(export.get("name").asString()).isEqualTo("ada");
		assertThat(export.get("apiTokens").get(0).get("title").asString()).isEqualTo("laptop");
		assertThat(export.get("sessions")).hasSize(1);
		assertThat(body(answer)).doesNotContain(token, Secrets.hash(token), "argon2", ada.cookie("SESSION"));
	}

	@Test
	void givesUpAnAccountOnlyOnPurposeAndThenWholly() {
		Visitor ada = registered("ada");
		String token = token(ada, "submit");
		long id = accounts.loadUserByUsername("ada").id();
		assertThat(body(ada.post("/account/delete", "name", "eve", "proof", "not this one"))).contains("name: got another name", "proof: got another password");
		assertThat(ada.post("/account/delete", "name", "ada", "proof", PASSWORD)).hasRedirectedUrl("/");
		assertThat(ada.get("/account")).hasRedirectedUrl("/login");
		assertThat(api(token)).isEqualTo(401);
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).hasStatus(422);
		assertThat(visitor().post("/login", "name", "deleted-" + id, "password", PASSWORD)).hasStatus(422);
		assertThat(accounts.name(id)).isEqualTo("deleted-" + id);
		assertThat(visitor().post("/register", "name", "deleted-9", "password", PASSWORD)).as("nobody takes such a name").hasStatus(422);
		assertThat(visitor().post("/register", "name", "ada", "password", PASSWORD)).as("the name is free again").hasStatus(302);
	}

	@Test
	void theCurrentPasswordIsNotGuessedWhereItIsChanged() {
		Visitor ada = registered("ada").from("192.0.2.77");
		for (int guess = 0; guess < LoginThrottle.FREE_FAILURES; guess++) {
			assertThat(body(ada.post("/account/password", "current", "guess " + guess, "password", "the analytical engine"))).contains("current: got another password");
		}
		assertThat(body(ada.post("/account/password", "current", PASSWORD, "password", "the analytical engine"))).contains("current: got too many wrong tries");
	}

	@Test
	void anAdministratorWhoseAccountIsClosedDoesNotCount() {
		jdbc.sql("delete from accounts").update();
		Registered.person(accounts, "root", Role.ADMINISTRATOR, jdbc);
		Registered.person(accounts, "gone", Role.ADMINISTRATOR, jdbc);
		jdbc.sql("update accounts set disabled_at = current_timestamp where name_key = 'gone'").update();
		Visitor root = visitor();
		root.post("/login", "name", "root", "password", PASSWORD);
		assertThat(body(root.post("/account/delete", "name", "root", "proof", PASSWORD))).contains("account: got the only administrator");
		jdbc.sql("delete from accounts").update();
	}

	@Test
	void theOnlyAdministratorStays() {
		jdbc.sql("delete from accounts").update();
		Registered.person(accounts, "root", Role.ADMINISTRATOR, jdbc);
		Visitor root = visitor();
		root.post("/login", "name", "root", "password", PASSWORD);
		assertThat(body(root.post("/account/delete", "name", "root", "proof", PASSWORD))).contains("account: got the only administrator");
		assertThat(root.get("/account")).hasStatusOk();
		jdbc.sql("delete from accounts").update();
	}

}
