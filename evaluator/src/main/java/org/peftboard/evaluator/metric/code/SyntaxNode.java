package org.peftboard.evaluator.metric.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSPoint;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterPython;

/**
 * A node of a Python syntax tree, as tree-sitter parses it.
 *
 * @param type     the grammar's name of it, or the word itself for keywords and punctuation
 * @param label    how it counts in the shape of a tree; absent for keywords and punctuation, which do not
 * @param field    its role in its parent, "left" or "right" say
 * @param span     where it stands
 * @param children in order, punctuation among them
 */
record SyntaxNode(String type, @Nullable String label, @Nullable String field, Span span, List<SyntaxNode> children) {

	/** What lies deeper is left out: no program that anyone wrote does, and Python's own recursion ends about here. */
	static final int DEEPEST = 900;

	/** Rows and columns, from 0, columns in bytes. */
	record Span(int startRow, int startColumn, int endRow, int endColumn) {
	}

	/** Parses source; never fails, what is no Python becomes error nodes. */
	static SyntaxNode parse(String source) {
		try (TSParser parser = new TSParser()) {
			parser.setLanguage(new TreeSitterPython());
			try (TSTree tree = parser.parseString(null, source)) {
				try (TSTreeCursor cursor = new TSTreeCursor(tree.getRootNode())) {
					return of(cursor, source.getBytes(StandardCharsets.UTF_8), 0);
				}
			}
		}
	}

	/** Reads along siblings: asking a node for its nth child takes n steps. */
	private static SyntaxNode of(TSTreeCursor cursor, byte[] source, int depth) {
		List<SyntaxNode> children = new ArrayList<>();
		TSNode node = cursor.currentNode();
		String field = cursor.currentFieldName();
		if (depth < DEEPEST && cursor.gotoFirstChild()) {
			do {
				children.add(of(cursor, source, depth + 1));
			}
			while (cursor.gotoNextSibling());
			cursor.gotoParent();
		}
		TSPoint start = node.getStartPoint();
		TSPoint end = node.getEndPoint();
		Span span = new Span(start.getRow(), start.getColumn(), end.getRow(), end.getColumn());
		return new SyntaxNode(node.getType(), label(node, source), field, span, children);
	}

	private static @Nullable String label(TSNode node, byte[] source) {
		if (node.isMissing()) {
			return "MISSING " + node.getType();
		}
		if (node.isError() && node.getChildCount() == 0 && node.getStartByte() < Math.min(node.getEndByte(), source.length)) {
			return "UNEXPECTED " + source[node.getStartByte()];
		}
		return node.isNamed() ? node.getType() : null;
	}

	boolean isLeaf() {
		return children.isEmpty();
	}

	Optional<SyntaxNode> child(String role) {
		return children.stream().filter(child -> role.equals(child.field())).findFirst();
	}

	/** whether something lies {@value #DEEPEST} levels below */
	boolean isCut() {
		return height() >= DEEPEST;
	}

	private int height() {
		int height = 0;
		for (SyntaxNode child : children) {
			height = Math.max(height, child.height() + 1);
		}
		return height;
	}

}
