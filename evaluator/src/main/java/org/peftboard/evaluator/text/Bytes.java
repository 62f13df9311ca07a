package org.peftboard.evaluator.text;

/**
 * The printable character that stands for a byte in a byte-level vocabulary.
 *
 * <p>The bytes {@code !} to {@code ~}, {@code ¡} to {@code ¬} and {@code ®} to {@code ÿ} stand for themselves (as Latin-1); the other 68,
 * in rising order, become the characters from U+0100 on, so that a space is {@code Ġ} and a line feed {@code Ċ}.
 *
 * <p>Source: Radford et al., Language Models are Unsupervised Multitask Learners (GPT-2), and its released encoder.
 */
final class Bytes {

	static final int COUNT = 256;

	private static final char[] CHARACTERS = characters();

	private Bytes() {
	}

	static char character(int value) {
		return CHARACTERS[value];
	}

	private static char[] characters() {
		char[] characters = new char[COUNT];
		char next = 0x100;
		for (int value = 0; value < COUNT; value++) {
			characters[value] = standsForItself(value) ? (char) value : next++;
		}
		return characters;
	}

	private static boolean standsForItself(int value) {
		return value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
	}

}
