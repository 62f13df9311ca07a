package org.peftboard.evaluator.adapter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Modules that are named one by one, {@code model.layers.0.self_attn.q_proj} and so on, as Hugging Face PEFT writes {@code all-linear} for a small model. Where the
 * same are named in every layer from 0 on, they mean what their names within a layer mean.
 */
final class WholePaths {

	private static final Pattern PATH = Pattern.compile("(?:[\\w.]+\\.)?(?:layers|h|block)\\.(\\d{1,4})\\.([\\w.]+)");

	private WholePaths() {
	}

	/** The names with those that stand for every layer in one; as they are where layers differ, which nobody here can mean. */
	static Collection<String> shortened(Collection<String> names) {
		Map<String, Set<Integer>> layers = new LinkedHashMap<>();
		List<String> others = new ArrayList<>();
		for (String name : names) {
			Matcher path = PATH.matcher(name);
			if (path.matches()) {
				layers.computeIfAbsent(path.group(2), part -> new TreeSet<>()).add(Integer.parseInt(path.group(1)));
			}
			else {
				others.add(name);
			}
		}
		Set<Set<Integer>> different = Set.copyOf(layers.values());
		boolean everywhere = different.size() == 1 && isFromZero(different.iterator().next());
		if (!everywhere) {
			return names;
		}
		others.addAll(layers.keySet());
		return others;
	}

	private static boolean isFromZero(Set<Integer> layers) {
		return layers.stream().mapToInt(Integer::intValue).max().orElse(-1) == layers.size() - 1;
	}

}
