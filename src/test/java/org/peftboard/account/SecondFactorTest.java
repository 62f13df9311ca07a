package org.peftboard.account;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.peftboard.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peftboard.Visitor.body;

class SecondFactorTest extends People {

	@Autowired
	private SecondFactor secondFactor;

	@Autowired
	private LoginThrottle throttle;

	private String secret;

	/** A code of another step than the last one, so that a test need not wait for half a minute. */
	private String next() {
		jdbc.sql("update accounts set second_factor_step = 0").update();
		return Totp.code(secret, Instant.now().getEpochSecond() / Totp.STEP_SECONDS);
	}

	private List<String> turnOn(Visitor person) {
		String page = body(person.get("/account/second-factor"));
		assertThat(page).contains("<svg", "viewBox=\"0 0 ").doesNotContain("<script src=\"data");
		secret = page.replaceAll("(?s).*<code class=\"secret\">([A-Z2-7 ]+)</code>.*", "$1").replace(" ", "");
		MvcTestResult answer = person.post("/account/second-factor", "code", next(), "proof", PASSWORD);
		assertThat(answer).hasStatusOk();
		List<String> codes = Pattern.compile("<code class=\"secret\">([a-z0-9-]+)</code>").matcher(body(answer)).results().map(match -> match.group(1)).toList();
		assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}"));
		return codes;
	}

	private Visitor halfIn() {
		Visitor half = visitor();
		assertThat(half.post("/login", "name", "ada", "password", PASSWORD)).hasRedirectedUrl("/login/second");
		return half;
	}

	@Test
	void aPasswordAloneLetsNobodyIn() {
		turnOn(registered("ada"));
		Visitor half = halfIn();
		assertThat(half.get("/account")).hasRedirectedUrl("/login");
		assertThat(half.get("/submit")).hasRedirectedUrl("/login");
		assertThat(half.get("/login/second")).hasStatusOk();
		assertThat(half.post("/login/second", "code", next())).hasRedirectedUrl("/");
		assertThat(half.get("/account")).hasStatusOk();
	}

	@Test
	void goesOnToThePageThatWasWanted() {
		turnOn(registered("ada"));
		Visitor ada = visitor();
		ada.get("/account/security");
		ada.post("/login", "name", "ada", "password", PASSWORD);
		assertThat(ada.post("/login/second", "code", next())).hasRedirectedUrl("/account/security?continue");
	}

	@Test
	void noCodeIsGoodTwice() {
		turnOn(registered("ada"));
		String code = next();
		assertThat(halfIn().post("/login/second", "code", code)).hasRedirectedUrl("/");
		assertThat(halfIn().post("/login/second", "code", code)).hasStatus(422);
	}

	@Test
	void aRecoveryCodeIsGoodOnce() {
		List<String> codes = turnOn(registered("ada"));
		assertThat(halfIn().post("/login/second", "code", codes.get(3).toUpperCase())).hasRedirectedUrl("/");
		assertThat(halfIn().post("/login/second", "code", codes.get(3))).hasStatus(422);
		assertThat(jdbc.sql("select count(*) from recovery_codes").query(Integer.class).single()).isEqualTo(9);
		assertThat(jdbc.sql("select code_hash from recovery_codes").query(String.class).list()).allMatch(hash -> hash.length() == 64);
	}

	@Test
	void fiveWrongCodesEndTheSignInAndMoreAreSlowFromEverywhereButARecoveryCodeStillOpens() {
		List<String> codes = turnOn(registered("ada"));
		Visitor thief = halfIn();
		for (int guess = 0; guess < 4; guess++) {
			assertThat(thief.post("/login/second", "code", "00000" + guess)).hasStatus(422);
		}
		assertThat(thief.post("/login/second", "code", "000009")).hasRedirectedUrl("/login?again");
		assertThat(thief.get("/login/second")).hasRedirectedUrl("/login");
		Visitor owner = halfIn().from("192.0.2.9");
		assertThat(body(owner.post("/login/second", "code", next()))).contains("too many wrong codes");
		assertThat(owner.post("/login/second", "code", codes.get(0))).hasRedirectedUrl("/");
	}

	@Test
	void isNotTurnedOnWithoutACodeThatFitsAndThePassword() {
		Visitor ada = registered("ada");
		body(ada.get("/account/second-factor"));
		assertThat(body(ada.post("/account/second-factor", "code", "123456", "proof", "not this one"))).contains("proof: got another password");
		assertThat(ada.post("/account/second-factor", "code", "nonsense", "proof", PASSWORD)).hasStatus(422);
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).hasRedirectedUrl("/");
	}

	@Test
	void isNotSetUpAgainByWhoeverHasTheSession() {
		Visitor ada = registered("ada");
		ada.get("/account/second-factor");
		turnOn(ada);
		String before = jdbc.sql("select second_factor from accounts where name_key = 'ada'").query(String.class).single();
		assertThat(ada.post("/account/second-factor", "code", next(), "proof", PASSWORD)).hasStatus(422);
		assertThat(jdbc.sql("select second_factor from accounts where name_key = 'ada'").query(String.class).single()).isEqualTo(before);
	}

	@Test
	void isTurnedOffWithPasswordAndCodeOnly() {
		Visitor ada = registered("ada");
		turnOn(ada);
		assertThat(ada.post("/account/second-factor/off", "code", "000000", "proof", PASSWORD)).hasStatus(422);
		assertThat(ada.post("/account/second-factor/off", "code", next(), "proof", "not this one")).hasStatus(422);
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).hasRedirectedUrl("/login/second");
		assertThat(ada.post("/account/second-factor/off", "code", next(), "proof", PASSWORD)).hasRedirectedUrl("/account/security");
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).hasRedirectedUrl("/");
	}

	@Test
	void isNotTurnedOffByGuessing() {
		Visitor ada = registered("ada");
		turnOn(ada);
		for (int guess = 0; guess < 5; guess++) {
			assertThat(ada.post("/account/second-factor/off", "code", "00000" + guess, "proof", PASSWORD)).hasStatus(422);
		}
		assertThat(body(ada.post("/account/second-factor/off", "code", next(), "proof", PASSWORD))).contains("too many wrong codes");
		assertThat(body(ada.post("/account/second-factor/codes", "code", next(), "proof", PASSWORD))).contains("too many wrong codes");
		assertThat(visitor().post("/login", "name", "ada", "password", PASSWORD)).as("still on").hasRedirectedUrl("/login/second");
	}

	@Test
	void newRecoveryCodesMakeTheOldOnesWorthless() {
		Visitor ada = registered("ada");
		List<String> old = turnOn(ada);
		assertThat(ada.post("/account/second-factor/codes", "code", next(), "proof", PASSWORD)).hasStatusOk();
		assertThat(halfIn().post("/login/second", "code", old.get(0))).hasStatus(422);
	}

}
