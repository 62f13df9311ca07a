package org.peftboard.evaluation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogTailTest {

	private static String cleaned(String line) {
		LogTail tail = new LogTail();
		tail.add(line);
		return tail.text().stripTrailing();
	}

	@Test
	void stripsTerminalCodesAndControlCharactersButNoWords() {
		assertThat(cleaned("\u001B[1;31merror\u001B[0m in \u001B]8;;https://example.org\u0007layer\u001B]8;;\u0007 3\u0000\u0008\tα ÷ 2"))
			.isEqualTo("error in layer 3\tα ÷ 2");
	}

	@Test
	void blacksOutSecretsCredentialsAndTheHomeFolder() {
		assertThat(cleaned("password=hunter2, next")).isEqualTo("password=[redacted], next");
		assertThat(cleaned("Authorization: Bearer abc.def")).isEqualTo("Authorization: [redacted]");
		assertThat(cleaned("using hf_abcdefghijkl now")).isEqualTo("using [redacted] now");
		assertThat(cleaned("GET https://ada:secret@example.org/x")).isEqualTo("GET https://[redacted]@example.org/x");
		assertThat(cleaned(System.getProperty("user.home") + "/.cache/x")).isEqualTo("~/.cache/x");
	}

	@Test
	void keepsNumbersOfTokensWhichAreNoSecrets() {
		assertThat(cleaned("1234 tokens per second")).isEqualTo("1234 tokens per second");
	}

	@Test
	void keepsTheNewestLinesOfALongLogAndSaysSo() {
		LogTail tail = new LogTail();
		for (int line = 0; line < 20_000; line++) {
			tail.add("line number " + line + " of very many");
		}
		assertThat(tail.text()).startsWith("[earlier lines are left out]\nline number").endsWith("line number 19999 of very many\n");
		assertThat(tail.text().length()).isLessThan(LogTail.MOST_CHARACTERS + 100);
	}

	@Test
	void shortensALineThatDoesNotEnd() {
		assertThat(cleaned("x".repeat(100_000)).length()).isLessThan(5_000);
	}

}
