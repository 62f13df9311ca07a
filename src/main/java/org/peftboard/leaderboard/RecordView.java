package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result;

/** What the evaluator recorded of one run, as text: every number with its unit, every absent one said to be absent. */
record RecordView(List<Task> tasks, List<LatencyRow> latencies, String latencySetting, List<Fact> parameters, List<Fact> memory,
		List<Fact> setting, List<Fact> environment, List<Fact> phases, List<Fact> checksums, String requestJson) {

	/** Repeats of a latency go on until the standard error of the mean is below this share of it, or time is up. */
	private static final double RELATIVE_ERROR_AIM = 0.02;

	/** A name and its value. */
	record Fact(String name, String value) {
	}

	/** One task: means over the seeds, and each seed's own run. */
	record Task(String name, String mainMetric, String score, String interval, String testExamples, List<Fact> metrics, List<Fact> items, List<Run> runs) {
	}

	/** One training run of a task. */
	record Run(String seed, String score, String validation, String steps, String tokensPerSecond, String forgetting) {
	}

	/** Latency of the base model, of the adapted one, or of the merged one; in milliseconds per generated token. */
	record LatencyRow(String name, String p50, String p95, String mean, String relativeError, boolean noisy, String toBase,
			String repeats, String raw) {
	}

	/** Whether some mean is known less well than the rules aim at. */
	public boolean noisy() {
		return latencies.stream().anyMatch(LatencyRow::noisy);
	}

	static RecordView of(Result result) {
		return new RecordView(result.tasks().stream().map(RecordView::task).toList(), latencies(result.latency()),
				latencySetting(result.latency()), parameters(result), memory(result.peakMemory()), setting(result),
				environment(result.environment()),
				facts(result.phaseSeconds(), seconds -> BoardViews.decimals(seconds, 1) + " s"),
				facts(result.checksums(), sha256 -> sha256), Json.pretty(result.request()));
	}

	private static Task task(Result.TaskResult task) {
		return new Task(task.task() + ", " + task.taskVersion(), task.mainMetric(), BoardViews.decimals(task.score(), 1), interval(task.interval()),
				grouped(task.items().test()), facts(task.metrics(), value -> BoardViews.decimals(value, 2)), items(task.items()),
				task.runs().stream().map(RecordView::run).toList());
	}

	private static String interval(Result.Interval interval) {
		return BoardViews.decimals(interval.low(), 1) + " to " + BoardViews.decimals(interval.high(), 1);
	}

	private static Run run(Result.SeedRun run) {
		String validation = run.validationScore() == null ? "–" : BoardViews.decimals(run.validationScore(), 1);
		String steps = run.steps() == 0 ? "nothing trained" : "step " + run.bestStep() + " of " + run.steps();
		String speed = run.trainTokensPerSecond() == null ? "–" : grouped(run.trainTokensPerSecond());
		String forgetting = run.retention() == null ? "–" : String.format(Locale.ROOT, "%+.3f", run.retention().forgetting());
		return new Run(String.valueOf(run.seed()), BoardViews.decimals(run.score(), 1), validation, steps, speed, forgetting);
	}

	private static List<Fact> items(Result.Items items) {
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("Training examples", grouped(items.train()) + ", " + grouped(items.trainDropped()) + " left out, " + grouped(items.trainCut()) + " cut"));
		facts.add(new Fact("Validation examples", grouped(items.validation()) + ", " + grouped(items.validationCut()) + " cut"));
		facts.add(new Fact("Test examples", grouped(items.test()) + ", " + grouped(items.testCut()) + " cut"));
		facts.add(new Fact("Longest prompt and answer", grouped(items.maxPromptTokens()) + " and " + grouped(items.maxNewTokens()) + " tokens"));
		facts.add(new Fact("Padding in training", items.paddingShare() == null ? "nothing trained" : BoardViews.decimals(100 * items.paddingShare(), 1) + " %"));
		return List.copyOf(facts);
	}

	private static List<LatencyRow> latencies(Result.LatencyReport report) {
		List<LatencyRow> rows = new ArrayList<>();
		rows.add(latency("Base model", report.base(), 1.0));
		rows.add(latency("Adapted, not merged", report.unmerged(), report.unmergedToBase()));
		if (report.merged() != null) {
			rows.add(latency("Adapted, merged", report.merged(), report.mergedToBase()));
		}
		return List.copyOf(rows);
	}

	private static LatencyRow latency(String name, Result.Latency latency, @Nullable Double toBase) {
		return new LatencyRow(name, BoardViews.decimals(latency.p50Millis(), 3), BoardViews.decimals(latency.p95Millis(), 3),
				BoardViews.decimals(latency.meanMillis(), 3), BoardViews.decimals(100 * latency.relativeError(), 2) + " %",
				latency.relativeError() > RELATIVE_ERROR_AIM,
				toBase == null ? "–" : BoardViews.decimals(toBase, 3), grouped(latency.millis().size()),
				String.join("  ", latency.millis().stream().map(millis -> BoardViews.decimals(millis, 3)).toList()));
	}

	private static String latencySetting(Result.LatencyReport report) {
		return "Greedy decoding with a key/value cache, batch size " + report.batchSize() + ", " + report.promptTokens()
				+ " prompt tokens, " + report.newTokens() + " new tokens a repeat; the three take turns in one process.";
	}

	private static List<Fact> parameters(Result result) {
		Result.ParameterCounts counts = result.parameters();
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("Trainable", grouped(counts.trainableParameters()) + " (" + BoardViews.decimals(100 * counts.trainableShare(), 3)
				+ " % of all)"));
		facts.add(new Fact("Stored in the adapter", grouped(counts.storedParameters())));
		facts.add(new Fact("Base model", grouped(counts.baseParameters())));
		facts.add(new Fact("Base and added", grouped(counts.totalParameters())));
		facts.add(new Fact("Size of the saved adapter", result.adapterSizeBytes() == null ? "none: nothing was trained"
				: ResultView.bytes(result.adapterSizeBytes())));
		return List.copyOf(facts);
	}

	private static List<Fact> memory(Result.@Nullable PeakMemory memory) {
		if (memory == null) {
			return List.of(new Fact("Peak training memory", "not measured: nothing was trained"));
		}
		return List.of(new Fact("Peak training memory", ResultView.bytes(memory.bytes()) + " over the process before the model was loaded"),
				new Fact("Process before that", ResultView.bytes(memory.baselineBytes())),
				new Fact("How it was read", reading(memory.method())));
	}

	private static String reading(String method) {
		return switch (method) {
			case "process-peak-resident" ->
					"process-peak-resident: the kernel's own high-water mark of the process; counts the Java heap too";
			case "device-used-sampled" ->
					"device-used-sampled: memory in use on the device, read after each step; counts the allocator's cache";
			default -> method;
		};
	}

	private static List<Fact> setting(Result result) {
		List<Fact> facts = new ArrayList<>();
		result.request().method().settings().forEach((name, value) -> facts.add(new Fact(name, String.valueOf(value))));
		facts.add(new Fact("protocol", result.request().protocol()));
		facts.add(new Fact("seeds", String.join(", ", result.request().seeds().stream().map(String::valueOf).toList())));
		facts.add(new Fact("rules", result.rulesVersion()));
		return List.copyOf(facts);
	}

	private static List<Fact> environment(Result.Environment environment) {
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("Device", environment.device() + ", " + environment.deviceName()));
		facts.add(new Fact("Threads", String.valueOf(environment.threads())));
		facts.add(new Fact("Memory", ResultView.bytes(environment.memoryBytes())));
		facts.add(new Fact("System", environment.os()));
		facts.add(new Fact("Java", environment.jvm()));
		new TreeMap<>(environment.versions()).forEach((name, version) -> facts.add(new Fact(name, version)));
		facts.add(new Fact("Started", environment.startedAt()));
		facts.add(new Fact("Finished", environment.finishedAt()));
		return List.copyOf(facts);
	}

	private static <K extends Comparable<K>, V> List<Fact> facts(Map<K, V> values, Function<V, String> text) {
		return new TreeMap<>(values).entrySet().stream().map(entry -> new Fact(name(entry.getKey()), text.apply(entry.getValue())))
				.toList();
	}

	private static String name(Object key) {
		return key instanceof Enum<?> phase ? phase.name().toLowerCase(Locale.ROOT) : key.toString();
	}

	private static String grouped(double number) {
		return String.format(Locale.ROOT, "%,.0f", number);
	}

}
