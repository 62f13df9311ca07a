package org.peftboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.peftboard.site.ClientNetwork;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;

/** Long texts made to keep a pattern busy, and addresses made to lead elsewhere. */
class HostilePatternsTest {

	private static final int LENGTH = 200_000;

	enum Pattern {

		EMAIL_LOCAL(text -> Letters.isAddress(text)),
		EMAIL_DOMAIN(text -> Letters.isAddress("a@" + text)),
		FIELD(text -> new FieldProblems(List.of()).target(new Problem(text, "x", "y"))),
		ADDRESS(text -> Session.here("/" + text, "/")),
		ADDRESS_QUERY(text -> Session.here("/x?" + text, "/")),
		NETWORK(text -> ClientNetwork.of(text)),
		PASSWORD(text -> PasswordRule.problems("ada", text)),
		THROTTLE_NAME(text -> new LoginThrottle(Clock.systemUTC()).failed("x", text)),
		ONE_TIME_CODE(text -> Totp.step("ABCDEFGHIJKLMNOP", text, Instant.EPOCH, 0));

		private final Consumer<String> use;

		Pattern(Consumer<String> use) {
			this.use = use;
		}

	}

	@ParameterizedTest(name = "ReDoS {0}")
	@EnumSource
	void noTextKeepsAPatternBusy(Pattern pattern) {
		for (String piece : new String[] { "a", "a.", "aa-", ".", "@", " ", "aA1", "::", "%" }) {
			String text = piece.repeat(LENGTH / piece.length());
			Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
				pattern.use.accept(text);
				pattern.use.accept(text + "!");
			}, piece);
		}
	}

	@ParameterizedTest(name = "open redirect {0}")
	@CsvSource({ "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "data:text/html,x", "evil.example", "''",
			"mailto:eve@example.org", "https://board//evil.example", "'/x\r\nLocation: //evil.example'" })
	void anAddressElsewhereIsNotFollowed(String address) {
		assertThat(Session.here(address, "/home")).isEqualTo("/home");
	}

	@ParameterizedTest(name = "kept to this site: {0}")
	@CsvSource({ "https://evil.example/submit?x=1, /submit?x=1", "///evil.example, /evil.example", "http://localhost:8080/account, /account", "/submit?continue, /submit?continue",
			"https://user:password@evil.example/a%2fb, /a%2fb" })
	void ofAnAddressOnlyPathAndQueryAreKept(String address, String kept) {
		assertThat(Session.here(address, "/home")).isEqualTo(kept);
	}

	@ParameterizedTest(name = "one network: {0}")
	@CsvSource({ "2001:db8::1, 2001:db8::ffff:1, true", "2001:db8:0:1::1, 2001:db8:0:2::1, false", "192.0.2.1, 192.0.2.2, false", "192.0.2.1, 192.0.2.1, true" })
	void aCustomersIpv6NetworkIsOneAddress(String one, String other, boolean same) {
		assertThat(ClientNetwork.of(one).equals(ClientNetwork.of(other))).isEqualTo(same);
	}

}
