package org.peftboard.evaluator.metric.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the values of a Python program's variables come from, as CodeBLEU's original reads it off the syntax tree.
 *
 * <p>Every use of a name {@code comesFrom} the places where it may have been set last; an assignment's left side is {@code computedFrom} the names and
 * literals of its right side. Branches of an {@code if} are joined; bodies of loops are read twice, so that a later line of the body can feed an earlier one.
 *
 * <p>Loops inside loops are read 2ⁿ times; a program that would need more than {@value #MOST_VISITS} visits of a node counts as one without data flow, where
 * the original would not end. Where the original joins names in Python's arbitrary order of a set, they keep the order of the text here.
 */
final class PythonDataFlow {

	private static final int MOST_VISITS = 200_000;

	private static final String COMES_FROM = "comesFrom";

	private static final String COMPUTED_FROM = "computedFrom";

	private static final Set<String> ASSIGNMENTS = Set.of("assignment", "augmented_assignment", "for_in_clause");

	private final SourceTokens tokens;

	private int visits;

	private PythonDataFlow(SourceTokens tokens) {
		this.tokens = tokens;
	}

	/** A name at a place, and the names and places that it comes from. */
	private record Flow(String name, int place, String relation, List<String> names, List<Integer> places) {

		private static final Comparator<Flow> IN_ORDER = Comparator.comparingInt(Flow::place);

		/** This one's relation, the sources of both. */
		Flow joined(Flow earlier) {
			return new Flow(name, place, relation, union(earlier.names, names), union(earlier.places, places));
		}

	}

	/** One edge with names replaced by numbers in order of appearance. */
	record Edge(int name, String relation, List<Integer> from) {
	}

	/** Thrown where reading would not end in time. */
	private static final class Endless extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	/** Flows found below a node. What is known of names after it stands in the map that was handed in. */
	private static final class Found extends ArrayList<Flow> {

		private static final long serialVersionUID = 1L;

		Found inOrder() {
			sort(Flow.IN_ORDER);
			return this;
		}

	}

	/** The edges in order of the text; none where the tree is too deep or would take too long, or the source has an assignment without a side. */
	static List<Edge> of(SyntaxNode root, String source) {
		if (root.isCut()) {
			return List.of();
		}
		try {
			List<Flow> flows = new PythonDataFlow(SourceTokens.of(root, source)).read(root, new HashMap<>());
			return normalised(merged(used(flows)));
		}
		catch (Endless | IndexOutOfBoundsException unreadable) {
			return List.of();
		}
	}

	private Found read(SyntaxNode node, Map<String, List<Integer>> states) {
		if (++visits > MOST_VISITS) {
			throw new Endless();
		}
		if (SourceTokens.isToken(node)) {
			return token(node, states);
		}
		if (ASSIGNMENTS.contains(node.type())) {
			return assignment(node, states);
		}
		return switch (node.type()) {
			case "default_parameter" -> parameter(node, states);
			case "if_statement" -> branches(node, states);
			case "for_statement" -> loop(node, states);
			case "while_statement" -> twice(node, states);
			default -> inside(node, states);
		};
	}

	private Found token(SyntaxNode node, Map<String, List<Integer>> states) {
		Found found = new Found();
		SourceTokens.Token token = tokens.at(node);
		if (node.type().equals(token.text())) {
			return found;
		}
		List<Integer> known = states.get(token.text());
		if (known != null) {
			found.add(new Flow(token.text(), token.place(), COMES_FROM, List.of(token.text()), List.copyOf(known)));
			return found;
		}
		if (node.type().equals("identifier")) {
			states.put(token.text(), List.of(token.place()));
		}
		found.add(new Flow(token.text(), token.place(), COMES_FROM, List.of(), List.of()));
		return found;
	}

	private Found parameter(SyntaxNode node, Map<String, List<Integer>> states) {
		SyntaxNode value = node.child("value").orElseThrow(IndexOutOfBoundsException::new);
		List<SourceTokens.Token> values = tokens.variables(value);
		Found found = read(value, states);
		for (SourceTokens.Token name : tokens.variables(node.child("name").orElseThrow(IndexOutOfBoundsException::new))) {
			values.forEach(from -> found.add(new Flow(name.text(), name.place(), COMES_FROM, List.of(from.text()), List.of(from.place()))));
			states.put(name.text(), List.of(name.place()));
		}
		return found.inOrder();
	}

	private Found assignment(SyntaxNode node, Map<String, List<Integer>> states) {
		if (node.type().equals("for_in_clause")) {
			SyntaxNode left = node.child("left").orElseThrow(IndexOutOfBoundsException::new);
			return assigned(List.of(left), List.of(last(node)), states).inOrder();
		}
		if (node.child("right").isEmpty()) {
			return new Found();
		}
		return sides(node, states).inOrder();
	}

	/** Left and right side pairwise where both have as many parts, else as wholes. */
	private Found sides(SyntaxNode node, Map<String, List<Integer>> states) {
		SyntaxNode left = node.child("left").orElseThrow(IndexOutOfBoundsException::new);
		SyntaxNode right = node.child("right").orElseThrow(IndexOutOfBoundsException::new);
		List<SyntaxNode> lefts = parts(left);
		List<SyntaxNode> rights = parts(right);
		boolean pairwise = lefts.size() == rights.size() && !lefts.isEmpty();
		return assigned(pairwise ? lefts : List.of(left), pairwise ? rights : List.of(right), states);
	}

	private static List<SyntaxNode> parts(SyntaxNode side) {
		return side.children().stream().filter(child -> !child.type().equals(",")).toList();
	}

	private Found assigned(List<SyntaxNode> lefts, List<SyntaxNode> rights, Map<String, List<Integer>> states) {
		Found found = new Found();
		for (SyntaxNode right : rights) {
			found.addAll(read(right, states));
		}
		for (int pair = 0; pair < lefts.size(); pair++) {
			List<SourceTokens.Token> from = tokens.variables(rights.get(pair));
			List<String> names = from.stream().map(SourceTokens.Token::text).toList();
			List<Integer> places = from.stream().map(SourceTokens.Token::place).toList();
			for (SourceTokens.Token name : tokens.variables(lefts.get(pair))) {
				found.add(new Flow(name.text(), name.place(), COMPUTED_FROM, names, places));
				states.put(name.text(), List.of(name.place()));
			}
		}
		return found;
	}

	/** Each branch begins with what was known before; afterwards a name may come from any of them. */
	private Found branches(SyntaxNode node, Map<String, List<Integer>> states) {
		Map<String, List<Integer>> before = Map.copyOf(states);
		Map<String, Set<Integer>> after = new HashMap<>();
		Found found = new Found();
		boolean hasElse = false;
		for (SyntaxNode child : node.children()) {
			hasElse |= child.type().contains("else");
			if (child.type().equals("elif_clause") || child.type().equals("else_clause")) {
				Map<String, List<Integer>> branch = new HashMap<>(before);
				found.addAll(read(child, branch));
				join(after, branch);
			}
			else {
				found.addAll(read(child, states));
			}
		}
		join(after, states);
		join(after, hasElse ? Map.of() : before);
		states.clear();
		after.forEach((name, places) -> states.put(name, List.copyOf(places)));
		return found.inOrder();
	}

	private static void join(Map<String, Set<Integer>> all, Map<String, List<Integer>> branch) {
		branch.forEach((name, places) -> all.computeIfAbsent(name, unknown -> new TreeSet<>()).addAll(places));
	}

	private Found loop(SyntaxNode node, Map<String, List<Integer>> states) {
		Found found = new Found();
		for (int round = 0; round < 2; round++) {
			found.addAll(sides(node, states));
			if (last(node).type().equals("block")) {
				found.addAll(read(last(node), states));
			}
		}
		return joinedByRelation(found);
	}

	private Found twice(SyntaxNode node, Map<String, List<Integer>> states) {
		Found found = new Found();
		for (int round = 0; round < 2; round++) {
			for (SyntaxNode child : node.children()) {
				found.addAll(read(child, states));
			}
		}
		return joinedByRelation(found);
	}

	private static Found joinedByRelation(Found found) {
		Map<List<Object>, Flow> byKey = new LinkedHashMap<>();
		found.forEach(flow -> byKey.merge(List.of(flow.name(), flow.place(), flow.relation()), flow, (earlier, later) -> later.joined(earlier)));
		Found joined = new Found();
		byKey.values().forEach(flow -> joined.add(new Flow(flow.name(), flow.place(), flow.relation(), flow.names(), flow.places())));
		return joined.inOrder();
	}

	private Found inside(SyntaxNode node, Map<String, List<Integer>> states) {
		Found found = new Found();
		for (boolean first : new boolean[] { true, false }) {
			for (SyntaxNode child : node.children()) {
				if (comesFirst(child) == first) {
					found.addAll(read(child, states));
				}
			}
		}
		return found.inOrder();
	}

	/** "x for x in list": the clause sets x before it is used */
	private static boolean comesFirst(SyntaxNode node) {
		return node.type().equals("for_in_clause");
	}

	private static SyntaxNode last(SyntaxNode node) {
		return node.children().get(node.children().size() - 1);
	}

	/** Without names that come from nothing and that nothing comes from. */
	private static List<Flow> used(List<Flow> flows) {
		Set<Integer> used = new HashSet<>();
		for (Flow flow : flows) {
			if (!flow.places().isEmpty()) {
				used.add(flow.place());
				used.addAll(flow.places());
			}
		}
		return flows.stream().filter(flow -> used.contains(flow.place())).toList();
	}

	private static List<Flow> merged(List<Flow> flows) {
		Map<Integer, Flow> byPlace = new LinkedHashMap<>();
		flows.forEach(flow -> byPlace.merge(flow.place(), flow, (earlier, later) -> later.joined(earlier)));
		return List.copyOf(byPlace.values());
	}

	private static List<Edge> normalised(List<Flow> flows) {
		Map<String, Integer> numbers = new HashMap<>();
		List<Edge> edges = new ArrayList<>();
		for (Flow flow : flows) {
			List<Integer> from = flow.names().stream().map(name -> number(numbers, name)).toList();
			edges.add(new Edge(number(numbers, flow.name()), flow.relation(), from));
		}
		return edges;
	}

	private static int number(Map<String, Integer> numbers, String name) {
		Integer known = numbers.putIfAbsent(name, numbers.size());
		return known == null ? numbers.size() - 1 : known;
	}

	private static <T> List<T> union(List<T> one, List<T> other) {
		Set<T> union = new LinkedHashSet<>(one);
		union.addAll(other);
		return List.copyOf(union);
	}

}
