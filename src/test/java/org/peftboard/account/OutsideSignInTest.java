package org.peftboard.account;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.Visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peftboard.Visitor.body;

class OutsideSignInTest extends People {

	private int accounts() {
		return jdbc.sql("select count(*) from accounts where role = 'RESEARCHER'").query(Integer.class).single();
	}

	@ParameterizedTest
	@ValueSource(strings = { "local", "github" })
	void aNewcomerChoosesANameAndIsKnownFromThenOn(String provider) {
		Visitor ada = visitor();
		assertThat(comeFrom(provider, ada, "4711", "ada-l", "ada@example.org", "")).hasRedirectedUrl("/login/name");
		assertThat(ada.get("/account")).as("not signed in yet").hasRedirectedUrl("/login");
		assertThat(body(ada.get("/login/name"))).contains("value=\"ada-l\"");
		assertThat(ada.post("/login/name", "name", "ada lovelace")).hasRedirectedUrl("/submit");
		assertThat(body(ada.get("/account"))).contains("ada lovelace");

		Visitor again = visitor();
		assertThat(comeFrom(provider, again, "4711", "renamed", "other@example.org", "")).hasRedirectedUrl("/");
		assertThat(body(again.get("/account"))).contains("ada lovelace");
		assertThat(accounts()).isEqualTo(1);
	}

	@Test
	void theSameEmailAddressOpensNobodysAccount() throws Exception {
		confirm(registered("ada"), "ada@example.org");
		Visitor eve = visitor();
		assertThat(comeFrom("local", eve, "666", "ada", "ada@example.org", "")).hasRedirectedUrl("/login/name");
		assertThat(eve.get("/account")).hasRedirectedUrl("/login");
		assertThat(body(eve.post("/login/name", "name", "ada"))).contains("a name that nobody has");
		assertThat(eve.get("/account")).hasRedirectedUrl("/login");
	}

	@Test
	void theSameSubjectOfAnotherProviderIsSomebodyElse() {
		Visitor ada = visitor();
		comeFrom("local", ada, "4711", "ada", "ada@example.org", "");
		ada.post("/login/name", "name", "ada");
		assertThat(comeFrom("github", visitor(), "4711", "ada", "ada@example.org", "")).hasRedirectedUrl("/login/name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "signature", "issuer", "audience", "nonce", "expired" })
	void aForgedIdentityOpensNothing(String trick) {
		Visitor eve = visitor();
		assertThat(comeFrom("local", eve, "4711", "ada", "ada@example.org", trick)).hasRedirectedUrl("/login?outside");
		assertThat(eve.get("/login/name")).hasRedirectedUrl("/login");
	}

	@Test
	void anAnswerThatThisBrowserDidNotAskForOpensNothing() {
		Visitor eve = visitor();
		String code = LocalProvider.code("4711", "ada", "ada@example.org", "x", "");
		assertThat(eve.get("/login/oauth2/code/local?code=" + code + "&state=made-up")).hasRedirectedUrl("/login?outside");
	}

	@Test
	void isLinkedOnlyWhereThePersonAskedForItOnThisSite() {
		Visitor ada = registered("ada");
		assertThat(comeFrom("local", ada, "4711", "ada-l", "ada@example.org", "")).as("led there by somebody").hasRedirectedUrl("/account/security?not-linked");
		assertThat(body(ada.post("/account/identities/link", "provider", "local", "proof", PASSWORD))).contains("/oauth2/authorization/local");
		assertThat(comeFrom("local", ada, "4711", "ada-l", "ada@example.org", "")).hasRedirectedUrl("/account/security?linked");
		assertThat(body(ada.get("/account/security"))).contains("linked as ada-l");
		assertThat(comeFrom("local", visitor(), "4711", "ada-l", "", "")).hasRedirectedUrl("/");

		Visitor eve = registered("eve");
		eve.post("/account/identities/link", "provider", "local", "proof", PASSWORD);
		assertThat(comeFrom("local", eve, "4711", "ada-l", "", "")).as("it is Ada's").hasRedirectedUrl("/account/security?not-linked");
		assertThat(ada.post("/account/identities/unlink", "provider", "local", "proof", PASSWORD)).hasRedirectedUrl("/account/security");
		assertThat(comeFrom("local", visitor(), "4711", "ada-l", "", "")).hasRedirectedUrl("/login/name");
	}

	@Test
	void whoHasTheSessionAloneNeitherLinksNorUnlinks() throws Exception {
		Visitor ada = registered("ada");
		confirm(ada, "ada@example.org");
		assertThat(body(ada.post("/account/identities/link", "provider", "local", "proof", "not this one"))).contains("proof: got another password");
		assertThat(comeFrom("local", ada, "666", "eve", "", "")).hasRedirectedUrl("/account/security?not-linked");
		ada.post("/account/identities/link", "provider", "local", "proof", PASSWORD);
		assertThat(comeFrom("local", ada, "4711", "ada-l", "", "")).hasRedirectedUrl("/account/security?linked");
		assertThat(letterTo("ada@example.org")).as("the owner is told").contains("can be signed in to with an account at");
		assertThat(ada.post("/account/identities/unlink", "provider", "local")).hasStatus(422);
		assertThat(body(ada.get("/account/security"))).contains("linked as ada-l");
	}

	@Test
	void nobodyUnlinksTheOnlyWayIn() {
		Visitor ada = visitor();
		comeFrom("local", ada, "4711", "ada", "", "");
		ada.post("/login/name", "name", "ada");
		assertThat(ada.post("/account/identities/unlink", "provider", "local")).hasRedirectedUrl("/account/security?last-way-in");
	}

	@Test
	void nobodyLinksAProviderThatIsNotThere() {
		assertThat(registered("ada").post("/account/identities/link", "provider", "elsewhere")).hasStatus(404);
	}

	@Test
	void whoHasASecondFactorIsAskedForItHereToo() {
		Visitor ada = visitor();
		comeFrom("local", ada, "4711", "ada", "", "");
		ada.post("/login/name", "name", "ada");
		String secret = Totp.newSecret();
		jdbc.sql("update accounts set second_factor = ? where name_key = 'ada'").param(secret).update();
		Visitor again = visitor();
		assertThat(comeFrom("local", again, "4711", "ada", "", "")).hasRedirectedUrl("/login/second");
		assertThat(again.get("/account")).hasRedirectedUrl("/login");
		assertThat(again.post("/login/second", "code", Totp.code(secret, Instant.now().getEpochSecond() / 30))).hasRedirectedUrl("/");
	}

	@Test
	void showsProvidersOnTheLoginPage() {
		assertThat(body(visitor().get("/login"))).contains("href=\"/oauth2/authorization/local\"", "href=\"/oauth2/authorization/github\"", "GitHub",
				"href=\"/forgot\"");
	}

}
