package org.peftboard.result;

import java.security.SecureRandom;

/** Ids for addresses: ten of 32 letters and digits that are hard to mistake for each other, 50 random bits. */
final class PublicIds {

	private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

	private static final int LENGTH = 10;

	private static final SecureRandom RANDOM = new SecureRandom();

	private PublicIds() {
	}

	static String next() {
		StringBuilder id = new StringBuilder(LENGTH);
		for (int index = 0; index < LENGTH; index++) {
			id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return id.toString();
	}

}
