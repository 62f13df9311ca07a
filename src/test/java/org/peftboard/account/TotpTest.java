package org.peftboard.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TotpTest {

	/** The secret of RFC 6238, appendix B. */
	private static final String SECRET = Totp.base32("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

	/** The last six of the eight digits that RFC 6238, appendix B, gives for SHA-1. */
	@ParameterizedTest
	@CsvSource({ "59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037", "20000000000, 353130" })
	void givesTheCodesOfTheStandard(long seconds, String code) {
		assertThat(Totp.code(SECRET, seconds / 30)).isEqualTo(code);
		assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(seconds), 0)).hasValue(seconds / 30);
	}

	/** RFC 4648, section 10. */
	@ParameterizedTest
	@CsvSource({ "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI" })
	void writesBase32AsTheStandardDoes(String text, String base32) {
		assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
		assertThat(Totp.bytes(base32)).isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void takesTheCodesBesideThePresentOneAndNoneFurtherOff() {
		Instant now = Instant.ofEpochSecond(1_111_111_111);
		long step = 1_111_111_111 / 30;
		assertThat(Totp.step(SECRET, Totp.code(SECRET, step - 1), now, 0)).hasValue(step - 1);
		assertThat(Totp.step(SECRET, Totp.code(SECRET, step + 1), now, 0)).hasValue(step + 1);
		assertThat(Totp.step(SECRET, Totp.code(SECRET, step - 2), now, 0)).isEmpty();
		assertThat(Totp.step(SECRET, Totp.code(SECRET, step + 2), now, 0)).isEmpty();
	}

	@Test
	void takesNoCodeThatIsNotLaterThanTheLast() {
		Instant now = Instant.ofEpochSecond(1_111_111_111);
		long step = 1_111_111_111 / 30;
		assertThat(Totp.step(SECRET, Totp.code(SECRET, step), now, step)).isEmpty();
		assertThat(Totp.step(SECRET, Totp.code(SECRET, step + 1), now, step)).hasValue(step + 1);
	}

}
