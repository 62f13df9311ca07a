package org.peftboard.evaluator.metric.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tokens of a syntax tree, numbered in order: leaves and whole texts in quotes, comments left out. */
final class SourceTokens {

	private final Map<SyntaxNode.Span, Token> bySpan = new HashMap<>();

	private final List<String> lines;

	/** A token's number and text. */
	record Token(int place, String text) {
	}

	private SourceTokens(String source) {
		this.lines = List.of(source.split("\n", -1));
	}

	static SourceTokens of(SyntaxNode root, String source) {
		SourceTokens tokens = new SourceTokens(source);
		List<SyntaxNode> nodes = new ArrayList<>();
		collect(root, nodes);
		for (int place = 0; place < nodes.size(); place++) {
			SyntaxNode.Span span = nodes.get(place).span();
			tokens.bySpan.put(span, new Token(place, tokens.text(span)));
		}
		return tokens;
	}

	static boolean isToken(SyntaxNode node) {
		return (node.isLeaf() || node.type().equals("string")) && !node.type().equals("comment");
	}

	Token at(SyntaxNode node) {
		Token token = bySpan.get(node.span());
		if (token == null) {
			throw new IndexOutOfBoundsException("no token at " + node.span());
		}
		return token;
	}

	/** The tokens below a node that are neither keywords nor punctuation. */
	List<Token> variables(SyntaxNode node) {
		List<SyntaxNode> nodes = new ArrayList<>();
		collect(node, nodes);
		return nodes.stream().filter(token -> !token.type().equals(at(token).text())).map(this::at).toList();
	}

	private static void collect(SyntaxNode node, List<SyntaxNode> tokens) {
		if (isToken(node)) {
			tokens.add(node);
		}
		else {
			for (SyntaxNode child : node.children()) {
				collect(child, tokens);
			}
		}
	}

	/** As in the original, which takes the columns, bytes, for characters: words right of a letter outside ASCII are cut askew. */
	private String text(SyntaxNode.Span span) {
		if (span.startRow() == span.endRow()) {
			return between(lines.get(span.startRow()), span.startColumn(), span.endColumn());
		}
		StringBuilder text = new StringBuilder(between(lines.get(span.startRow()), span.startColumn(), Integer.MAX_VALUE));
		for (int row = span.startRow() + 1; row < span.endRow(); row++) {
			text.append(lines.get(row));
		}
		return text.append(between(lines.get(span.endRow()), 0, span.endColumn())).toString();
	}

	private static String between(String line, int start, int end) {
		int[] characters = line.codePoints().toArray();
		int from = Math.min(start, characters.length);
		return new String(characters, from, Math.max(0, Math.min(end, characters.length) - from));
	}

}
