package org.peftboard.leaderboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What the evaluator recorded of one run, as text: every number with its unit, every absent one said to be absent. */
record RecordView(List<Task> tasks, Latencies latency, List<Latencies> moreLatencies, List<Fact> parameters, List<Fact> memory, List<Fact> arithmetic,
		List<Fact> setting, List<Fact> environment, List<Fact> phases, List<String> suspicions, List<Fact> checksums, String requestJson) {

	/** A name and its value. */
	record Fact(String name, String value) {
	}

	/** One task: means over the seeds, and each seed's own run. */
	record Task(String name, String mainMetric, String score, String interval, String testExamples, List<Fact> metrics, List<Fact> items, List<Run> runs) {
	}

	/** One training run of a task. */
	record Run(String seed, String score, String validation, String steps, String tokensPerSecond, String forgetting) {
	}

	/**
	 * One kind of latency of the three models.
	 *
	 * @param unit    what a row's milliseconds are of
	 * @param setting how it was measured, in a sentence
	 * @param noise   why it is to be read with care; absent where it is not
	 */
	record Latencies(String unit, String setting, List<LatencyRow> rows, @Nullable String noise) {
	}

	/** Latency of the base model, of the adapted one, or of the merged one, in milliseconds. */
	record LatencyRow(String name, String p50, String p95, String p99, String mean, String relativeError, boolean noisy, String toBase,
			String repeats, String raw) {
	}

}
