package org.peftboard.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Time-based one-time passwords: six digits of HMAC-SHA-1 over the number of 30-second steps since 1970.
 *
 * <p>A code of the step before or after is taken too, for clocks that differ. Secrets are 160 bits, written in base32 without padding.
 *
 * <p>Source: RFC 6238, with RFC 4226 for the digits and RFC 4648 for base32.
 */
final class Totp {

	static final int SECRET_BYTES = 20;

	static final int DIGITS = 6;

	static final int STEP_SECONDS = 30;

	private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private Totp() {
	}

	static String newSecret() {
		return base32(Secrets.bytes(SECRET_BYTES));
	}

	/** The step whose code this is, later than {@code lastTaken}; empty where it is no code that is good now. */
	static OptionalLong step(String secret, String code, Instant now, long lastTaken) {
		long present = now.getEpochSecond() / STEP_SECONDS;
		byte[] given = code.replace(" ", "").getBytes(StandardCharsets.US_ASCII);
		for (long step = present - 1; step <= present + 1; step++) {
			boolean same = MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.US_ASCII), given);
			if (same && step > lastTaken) {
				return OptionalLong.of(step);
			}
		}
		return OptionalLong.empty();
	}

	static String code(String secret, long step) {
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
			byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
			int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
			return String.format("%0" + DIGITS + "d", number % 1_000_000);
		}
		catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	static String base32(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		int bits = 0;
		int held = 0;
		for (byte one : bytes) {
			held = held << 8 | one & 0xff;
			for (bits += 8; bits >= 5; bits -= 5) {
				text.append(BASE32.charAt(held >> bits - 5 & 31));
			}
		}
		return bits == 0 ? text.toString() : text.append(BASE32.charAt(held << 5 - bits & 31)).toString();
	}

	static byte[] bytes(String base32) {
		ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
		int bits = 0;
		int held = 0;
		for (char letter : base32.toCharArray()) {
			held = held << 5 | BASE32.indexOf(letter);
			bits += 5;
			if (bits >= 8) {
				bytes.put((byte) (held >> bits - 8));
				bits -= 8;
			}
		}
		return bytes.array();
	}

}
