package org.peftboard.site;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180) that stay text in a spreadsheet: before what it would take for a formula stands an apostrophe. That is so at the beginning of a
 * cell, and behind every sign at which some spreadsheet, of another country or asked to, begins another cell.
 */
public final class Csv {

	private static final Pattern FORMULA = Pattern.compile("(^|[;,\\t\\r\\n\"])(?=[\\s\\u00a0\\ufeff]*[=+\\-@|%\\uff1d\\uff0b\\uff0d\\uff20])");

	private static final Pattern LEADING_BREAK = Pattern.compile("^(?=[\\t\\r\\n])");

	private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

	private static final Pattern QUOTED = Pattern.compile("[,;\"\\t\\r\\n]");

	private Csv() {
	}

	/** A line with its end. */
	public static String record(List<String> cells) {
		return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
	}

	private static String cell(String text) {
		if (NUMBER.matcher(text).matches()) {
			return text;
		}
		String harmless = LEADING_BREAK.matcher(FORMULA.matcher(text).replaceAll("$1'")).replaceFirst("'");
		return QUOTED.matcher(harmless).find() ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
	}

}
