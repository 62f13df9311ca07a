package org.peftboard.admin;

import java.util.List;
import java.util.stream.Collectors;

/** RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
final class Csv {

	private static final String FORMULA = "=+-@\t\r\n|%";

	private Csv() {
	}

	static String record(List<String> cells) {
		return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
	}

	private static String cell(String text) {
		String stripped = text.stripLeading();
		boolean formula = !stripped.isEmpty() && FORMULA.indexOf(stripped.charAt(0)) >= 0;
		return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
	}

}
