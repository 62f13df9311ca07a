package org.peftboard.evaluator.metric;

import java.util.List;

/** The check that every metric starts with. */
final class Items {

	private Items() {
	}

	static void require(List<String> expected, List<String> predicted) {
		if (expected.isEmpty() || expected.size() != predicted.size()) {
			throw new IllegalArgumentException("predictions: got " + predicted.size() + " for " + expected.size()
					+ " expected texts, need one for each, at least one");
		}
	}

}
