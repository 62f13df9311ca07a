package org.peftboard.evaluator.nn;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Operations noted one after another, to run all in one call of the engine: a call costs more than most operations of one token do.
 *
 * <p>What is noted becomes the text of a TorchScript method over the list of tensors that come from outside. The same sequence of operations gives the same
 * text, so that it is compiled once and then called with each pass's own tensors.
 */
final class Tape {

	private final List<String> lines = new ArrayList<>();

	private final List<NDArray> outside = new ArrayList<>();

	private final Map<NDArray, String> names = new IdentityHashMap<>();

	/** Notes an operation with one result. */
	Noted note(String operation, NDArray... inputs) {
		String name = "t" + lines.size();
		lines.add(name + " = self." + operation + "(" + arguments(inputs) + ")");
		return named(name);
	}

	/** Notes an operation with several results. */
	NDList noteList(String operation, int count, NDArray... inputs) {
		String name = "t" + lines.size();
		lines.add(name + " = self." + operation + "(" + arguments(inputs) + ")");
		NDList results = new NDList();
		for (int index = 0; index < count; index++) {
			results.add(named(name + "[" + index + "]"));
		}
		return results;
	}

	private Noted named(String name) {
		Noted noted = new Noted();
		names.put(noted, name);
		return noted;
	}

	private String arguments(NDArray[] inputs) {
		StringBuilder arguments = new StringBuilder();
		for (NDArray input : inputs) {
			arguments.append(arguments.isEmpty() ? "" : ", ").append(nameOf(input));
		}
		return arguments.toString();
	}

	private String nameOf(NDArray input) {
		String known = names.get(input);
		if (known == null) {
			if (input instanceof Noted) {
				throw new Noted.Needed("a tensor of another pass");
			}
			known = "W[" + outside.size() + "]";
			outside.add(input);
			names.put(input, known);
		}
		return known;
	}

	/** The body of the method that computes this result. */
	String body(NDArray result) {
		return "    " + String.join("\n    ", lines) + "\n    return " + nameOf(result) + "\n";
	}

	/** Tensors from outside, in the order of the method's list. */
	List<NDArray> outside() {
		return outside;
	}

}
