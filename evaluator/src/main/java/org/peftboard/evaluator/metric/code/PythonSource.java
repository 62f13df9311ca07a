package org.peftboard.evaluator.metric.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Python source without comments and docstrings, as CodeBLEU's original does with Python's own {@code tokenize} (3.11 and before): a text that stands right
 * after an indentation or a line's end, or at a line's first column, counts as docstring. Empty lines go too. Source that cannot be cut into tokens (an open
 * bracket, an open text of three quotes, an indentation that fits no block) stays as it is.
 */
final class PythonSource {

	private static final Pattern STRING = Pattern.compile("(?i)(?:br|rb|fr|rf|b|r|u|f)?"
			+ "(?:(\"\"\"|''')|\"(?:[^\\n\"\\\\]|\\\\.|\\\\\\n)*\"|'(?:[^\\n'\\\\]|\\\\.|\\\\\\n)*')");

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}_]+");

	private static final int TAB = 8;

	private final String source;

	private final StringBuilder out = new StringBuilder();

	private final Deque<Integer> indents = new ArrayDeque<>();

	private Kind before = Kind.INDENT;

	private int place;

	private int column;

	private int brackets;

	/** column after the last token of this line */
	private int written;

	private enum Kind {

		INDENT, NEWLINE, OTHER

	}

	/** Thrown where the source cannot be cut. */
	private static final class Uncut extends Exception {

		private static final long serialVersionUID = 1L;

	}

	private PythonSource(String source) {
		this.source = source;
		indents.push(0);
	}

	static String withoutComments(String source) {
		return new PythonSource(source).cut().orElse(source);
	}

	private Optional<String> cut() {
		try {
			boolean continued = false;
			while (place < source.length()) {
				continued = line(continued);
			}
			if (continued || brackets != 0) {
				return Optional.empty();
			}
			return Optional.of(out.toString().lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n")));
		}
		catch (Uncut uncut) {
			return Optional.empty();
		}
	}

	/** One line; gives whether a backslash continues it. */
	private boolean line(boolean continued) throws Uncut {
		if (brackets == 0 && !continued && indentation()) {
			return false;
		}
		while (place < source.length()) {
			char next = source.charAt(place);
			if (next == '\n') {
				newline(brackets > 0 ? Kind.OTHER : Kind.NEWLINE);
				return false;
			}
			if (next == '\\' && source.startsWith("\n", place + 1)) {
				skip(2);
				column = 0;
				written = 0;
				return true;
			}
			token(next);
		}
		return false;
	}

	/** Reads the white space before a statement; gives whether the line has none, only a comment at most. */
	private boolean indentation() throws Uncut {
		int start = place;
		int width = width();
		if (place == source.length() || source.charAt(place) == '\n' || source.charAt(place) == '#') {
			skipComment();
			if (place < source.length()) {
				newline(Kind.OTHER);
			}
			return true;
		}
		if (width > indents.peek()) {
			indents.push(width);
			write(source.substring(start, place), 0, Kind.INDENT);
		}
		while (width < indents.peek()) {
			dedent(width);
		}
		return false;
	}

	/** Reads white space; gives how wide it is, tabs going to the next multiple of {@value #TAB}. */
	private int width() {
		int width = 0;
		while (place < source.length() && " \t\f".indexOf(source.charAt(place)) >= 0) {
			char space = source.charAt(place);
			width = space == ' ' ? width + 1 : space == '\t' ? (width / TAB + 1) * TAB : 0;
			skip(1);
		}
		return width;
	}

	private void dedent(int width) throws Uncut {
		if (!indents.contains(width)) {
			throw new Uncut();
		}
		indents.pop();
		write("", column, Kind.OTHER);
	}

	private void token(char next) throws Uncut {
		if (next == ' ' || next == '\t' || next == '\f') {
			skip(1);
		}
		else if (next == '#') {
			write("", column, Kind.OTHER);
			skipComment();
			written = column;
		}
		else if (!string() && !word()) {
			brackets += "([{".indexOf(next) >= 0 ? 1 : ")]}".indexOf(next) >= 0 ? -1 : 0;
			take(place + 1, true);
		}
	}

	private boolean string() throws Uncut {
		Matcher matcher = STRING.matcher(source).region(place, source.length());
		if (!matcher.lookingAt()) {
			return false;
		}
		int end = matcher.group(1) == null ? matcher.end() : closing(matcher.group(1), matcher.end());
		take(end, before == Kind.OTHER && column > 0);
		return true;
	}

	private int closing(String quotes, int from) throws Uncut {
		for (int end = from; end < source.length(); end++) {
			if (source.charAt(end) == '\\') {
				end++;
			}
			else if (source.startsWith(quotes, end)) {
				return end + quotes.length();
			}
		}
		throw new Uncut();
	}

	private boolean word() {
		Matcher matcher = WORD.matcher(source).region(place, source.length());
		boolean found = matcher.lookingAt();
		if (found) {
			take(matcher.end(), true);
		}
		return found;
	}

	/** A token up to an end, written or left out. */
	private void take(int end, boolean kept) {
		String token = source.substring(place, end);
		write(kept ? token : "", column, Kind.OTHER);
		int line = token.lastIndexOf('\n');
		column = line < 0 ? column + token.length() : token.length() - line - 1;
		written = column;
		place = end;
	}

	private void write(String token, int start, Kind kind) {
		out.append(" ".repeat(Math.max(0, start - written))).append(token);
		written = start + token.length();
		before = kind;
	}

	private void newline(Kind kind) {
		write("\n", column, kind);
		place++;
		column = 0;
		written = 0;
	}

	private void skipComment() {
		while (place < source.length() && source.charAt(place) != '\n') {
			skip(1);
		}
	}

	private void skip(int characters) {
		place += characters;
		column += characters;
	}

}
