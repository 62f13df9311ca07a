package org.peftboard.evaluation;

import java.util.regex.Pattern;

/**
 * The end of a process's log, as text that may be shown: terminal codes and control characters stripped, what looks like a secret or a home folder blacked out,
 * and at most {@value #MOST_CHARACTERS} characters kept, the newest.
 */
final class LogTail {

	static final int MOST_CHARACTERS = 256 * 1024;

	private static final int LONGEST_LINE = 4000;

	/** CSI and OSC sequences, and other two-character escapes (ECMA-48). */
	private static final Pattern TERMINAL = Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-Z\\\\-_])");

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

	private static final Pattern SECRET = Pattern
		.compile("(?i)((?:password|passwd|secret|token|api[_-]?key|authorization)\\s*[=:]\\s*)(?:bearer\\s+)?[^\\s,;]+|\\bhf_[A-Za-z0-9]{8,}");

	private static final Pattern CREDENTIALS_IN_ADDRESS = Pattern.compile("(\\w+://)[^\\s/@]+@");

	private final StringBuilder text = new StringBuilder();

	private final String home = System.getProperty("user.home");

	private boolean cut;

	synchronized void add(String line) {
		text.append(clean(line)).append('\n');
		if (text.length() > MOST_CHARACTERS) {
			cut = true;
			int start = text.indexOf("\n", text.length() - MOST_CHARACTERS * 3 / 4) + 1;
			text.delete(0, start);
		}
	}

	private String clean(String line) {
		String shortened = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
		String plain = CONTROL.matcher(TERMINAL.matcher(shortened).replaceAll("")).replaceAll("");
		String redacted = SECRET.matcher(plain).replaceAll(match -> (match.group(1) == null ? "" : match.group(1)) + "[redacted]");
		redacted = CREDENTIALS_IN_ADDRESS.matcher(redacted).replaceAll("$1[redacted]@");
		return home == null || home.length() < 4 ? redacted : redacted.replace(home, "~");
	}

	/** All that was kept. */
	synchronized String text() {
		return (cut ? "[earlier lines are left out]\n" : "") + text;
	}

}
