package org.peftboard.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random words that open something, and how they are kept: as their SHA-256, which is enough for what cannot be guessed. */
final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int BYTES = 32;

	/** 32 letters and digits that are not mistaken for each other: five bits each. */
	private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

	private Secrets() {
	}

	/** 256 random bits in 43 characters of base64url. */
	static String word() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	/** Letters and digits for people to copy by hand, five bits each. */
	static String letters(int count) {
		StringBuilder word = new StringBuilder();
		for (int index = 0; index < count; index++) {
			word.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return word.toString();
	}

	/** SHA-256 in 64 hexadecimal digits. */
	static String hash(String word) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

}
