package org.peftboard.account;

import org.junit.jupiter.api.Test;
import org.peftboard.Visitor;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peftboard.Visitor.body;

class EmailTest extends People {

	private String stored() {
		return jdbc.sql("select email from accounts where name_key = 'ada'").query(String.class).optional().orElse(null);
	}

	@Test
	void anAddressIsStoredOnceItsOwnerFollowedTheLink() throws Exception {
		Visitor ada = registered("ada");
		assertThat(ada.post("/account/email", "email", "ada@example.org", "proof", PASSWORD)).hasRedirectedUrl("/account/security?letter");
		assertThat(stored()).isNull();
		String page = link(letterTo("ada@example.org"), "/verify");
		assertThat(body(visitor().get(page))).as("a program that opens links uses nothing up").contains("Yes, it is mine");
		assertThat(stored()).isNull();
		String token = page.replace("/verify?token=", "");
		assertThat(visitor().post("/verify", "token", token)).hasStatus(302);
		assertThat(stored()).isEqualTo("ada@example.org");
		assertThat(visitor().post("/verify", "token", token)).as("once").hasStatus(422);
		assertThat(jdbc.sql("select count(*) from letter_tokens").query(Integer.class).single()).isZero();
	}

	@Test
	void whoseAddressItIsNobodyElseGetsIt() throws Exception {
		confirm(registered("ada"), "ada@example.org");
		Visitor eve = registered("eve");
		MvcTestResult answer = eve.post("/account/email", "email", "ADA@example.org", "proof", PASSWORD);
		assertThat(answer).as("the same answer as for a free one").hasRedirectedUrl("/account/security?letter");
		assertThat(letterTo("ADA@example.org")).contains("stays with yours").doesNotContain("token");
	}

	@Test
	void aNewPasswordByLetterEndsEverySession() throws Exception {
		Visitor ada = registered("ada");
		confirm(ada, "ada@example.org");
		String sent = body(visitor().post("/forgot", "who", "ada"));
		String token = link(letterTo("ada@example.org"), "/reset").replace("/reset?token=", "");
		assertThat(sent).contains("a letter is under way");
		Visitor owner = visitor();
		assertThat(body(owner.post("/reset", "token", token, "password", "short"))).contains("password: got 5 characters");
		assertThat(owner.post("/reset", "token", token, "password", "the analytical engine")).hasRedirectedUrl("/account");
		assertThat(owner.get("/account")).hasStatusOk();
		assertThat(ada.get("/account")).hasRedirectedUrl("/login");
		assertThat(owner.post("/reset", "token", token, "password", "another engine again")).as("once").hasStatus(422);
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).hasStatus(422);
		assertThat(letterTo("ada@example.org")).contains("was changed");
	}

	@Test
	void lettersAreWrittenInTheLanguageOfTheLastSignInOrChoice() throws Exception {
		Visitor ada = registered("ada");
		ada.get("/language/de");
		confirm(ada, "ada@example.org");
		visitor().post("/forgot", "who", "ada");
		assertThat(letterTo("ada@example.org")).contains("innerhalb von 30 Minuten");
	}

	@Test
	void answersTheSameWhetherThereIsSuchAnAccountOrNot() throws Exception {
		confirm(registered("ada"), "ada@example.org");
		registered("grace");
		String there = body(visitor().post("/forgot", "who", "ada@example.org")).replaceAll("_csrf[^>]*", "");
		letterTo("ada@example.org");
		for (String who : new String[] { "nobody", "nobody@example.org", "grace", "admin", "", "x".repeat(5000), "ada@example.org\r\nBcc: eve@example.org" }) {
			assertThat(body(visitor().post("/forgot", "who", who)).replaceAll("_csrf[^>]*", "")).as(who).isEqualTo(there);
		}
		requireNoLetter();
	}

	@Test
	void writesAtMostOneLetterInFiveMinutesHoweverOftenItIsAsked() throws Exception {
		confirm(registered("ada"), "ada@example.org");
		for (int time = 0; time < 5; time++) {
			visitor().post("/forgot", "who", "ada");
		}
		letterTo("ada@example.org");
		requireNoLetter();
	}

	@Test
	void aLinkOfOnePurposeIsNoneOfTheOther() throws Exception {
		Visitor ada = registered("ada");
		ada.post("/account/email", "email", "ada@example.org", "proof", PASSWORD);
		String token = link(letterTo("ada@example.org"), "/verify").replace("/verify?token=", "");
		assertThat(visitor().post("/reset", "token", token, "password", "the analytical engine")).hasStatus(422);
	}

	@Test
	void aNewPasswordMakesLettersWorthlessThatWereAskedForBefore() throws Exception {
		Visitor thief = registered("ada");
		thief.post("/account/email", "email", "evil@example.org", "proof", PASSWORD);
		String token = link(letterTo("evil@example.org"), "/verify").replace("/verify?token=", "");
		Visitor owner = visitor();
		owner.post("/login", "name", "ada", "password", PASSWORD);
		assertThat(owner.post("/account/password", "current", PASSWORD, "password", "the analytical engine")).hasRedirectedUrl("/account?changed");
		assertThat(visitor().post("/verify", "token", token)).hasStatus(422);
		assertThat(jdbc.sql("select count(*) from accounts where email is not null").query(Integer.class).single()).isZero();
	}

	@Test
	void anEarlierAddressIsToldOfTheNewOneAndItsLettersAreWorthless() throws Exception {
		Visitor ada = registered("ada");
		confirm(ada, "ada@example.org");
		visitor().post("/forgot", "who", "ada");
		String reset = link(letterTo("ada@example.org"), "/reset").replace("/reset?token=", "");
		jdbc.sql("update letter_tokens set created_at = expires_at where purpose = 'VERIFY'").update();
		ada.post("/account/email", "email", "new@example.org", "proof", PASSWORD);
		String token = link(letterTo("new@example.org"), "/verify").replace("/verify?token=", "");
		assertThat(visitor().post("/verify", "token", token)).hasRedirectedUrl("/account/security?confirmed");
		assertThat(letterTo("ada@example.org")).contains("go to another address from now on");
		assertThat(visitor().post("/reset", "token", reset, "password", "the analytical engine")).hasStatus(422);
	}

	@Test
	void anOldLinkOpensNothing() throws Exception {
		confirm(registered("ada"), "ada@example.org");
		visitor().post("/forgot", "who", "ada");
		String token = link(letterTo("ada@example.org"), "/reset").replace("/reset?token=", "");
		jdbc.sql("update letter_tokens set expires_at = created_at").update();
		assertThat(visitor().post("/reset", "token", token, "password", "the analytical engine")).hasStatus(422);
		assertThat(body(visitor().get("/reset?token=" + token))).contains("is too old");
	}

	@Test
	void aRemovedAddressGetsNoMoreLetters() throws Exception {
		Visitor ada = registered("ada");
		confirm(ada, "ada@example.org");
		assertThat(ada.post("/account/email/remove", "proof", "not this one")).hasStatus(422);
		assertThat(ada.post("/account/email/remove", "proof", PASSWORD)).hasStatus(302);
		visitor().post("/forgot", "who", "ada");
		requireNoLetter();
	}

}
