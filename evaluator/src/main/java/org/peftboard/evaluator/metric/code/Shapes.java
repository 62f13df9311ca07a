package org.peftboard.evaluator.metric.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the shapes of syntax trees: two trees get the same number where their named nodes have the same types and roles, whatever names, numbers and
 * operators stand in them.
 */
final class Shapes {

	private final Map<List<Object>, Integer> numbers = new HashMap<>();

	/** The shape of the whole and of every node that has children. */
	List<Integer> of(SyntaxNode root) {
		List<Integer> shapes = new ArrayList<>();
		int whole = number(root, shapes);
		if (root.isLeaf()) {
			shapes.add(whole);
		}
		return shapes;
	}

	private int number(SyntaxNode node, List<Integer> shapes) {
		List<Object> key = new ArrayList<>();
		key.add(String.valueOf(node.label()));
		for (SyntaxNode child : node.children()) {
			int number = number(child, shapes);
			if (child.label() != null) {
				key.add(String.valueOf(child.field()));
				key.add(number);
			}
		}
		int number = numbers.computeIfAbsent(key, unknown -> numbers.size());
		if (!node.isLeaf()) {
			shapes.add(number);
		}
		return number;
	}

}
