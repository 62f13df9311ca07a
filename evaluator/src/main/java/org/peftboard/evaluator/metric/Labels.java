package org.peftboard.evaluator.metric;

import java.util.List;

/** The check of metrics that need a task's labels. */
final class Labels {

	private Labels() {
	}

	/** The labels, if there are two. */
	static List<String> two(String metric, List<String> labels) {
		if (labels.size() != 2) {
			throw new IllegalArgumentException("labels of metric " + metric + ": got " + labels + ", need two, the positive one second");
		}
		return labels;
	}

	/** The labels, if there are at least two. */
	static List<String> several(String metric, List<String> labels) {
		if (labels.size() < 2) {
			throw new IllegalArgumentException("labels of metric " + metric + ": got " + labels + ", need at least two");
		}
		return labels;
	}

}
