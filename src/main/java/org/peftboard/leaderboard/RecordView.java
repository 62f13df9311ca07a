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

	static RecordView of(Result result) {
		return new RecordView(result.tasks().stream().map(RecordView::task).toList(), perToken(result.latency()),
				List.of(perToken(result.inference().batched()), perPass(result.inference().prefill()), perPass(result.inference().batchedPrefill())),
				parameters(result), memory(result), arithmetic(result), setting(result), environment(result.environment(), result.energy()),
				facts(result.phaseSeconds(), seconds -> BoardViews.decimals(seconds, 1) + " s"),
				result.suspicions().stream().map(Result.Suspicion::finding).toList(),
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

	private static Latencies perToken(Result.LatencyReport report) {
		return latencies(report, "Milliseconds per generated token" + (report.batchSize() == 1 ? "" : ", " + report.batchSize() + " prompts at once"),
				report.newTokens() + " new tokens a repeat, percentiles over single tokens");
	}

	private static Latencies perPass(Result.LatencyReport report) {
		return latencies(report, "Milliseconds for reading " + (report.batchSize() == 1 ? "the prompt" : report.batchSize() + " prompts at once"),
				"one pass a repeat");
	}

	private static Latencies latencies(Result.LatencyReport report, String unit, String repeat) {
		List<LatencyRow> rows = new ArrayList<>();
		rows.add(latency("Base model", report, report.base(), 1.0));
		rows.add(latency("Adapted, not merged", report, report.unmerged(), report.unmergedToBase()));
		if (report.merged() != null) {
			rows.add(latency("Adapted, merged", report, report.merged(), report.mergedToBase()));
		}
		String setting = "Greedy decoding with a key/value cache, batch size " + report.batchSize() + ", " + report.promptTokens() + " prompt tokens, " + repeat
				+ "; the models take turns in one process." + (report.discardedRounds() == 0 ? ""
						: " " + grouped(report.discardedRounds()) + " rounds were thrown away and repeated because other processes were at work.");
		return new Latencies(unit, setting, List.copyOf(rows), noise(report, rows));
	}

	private static @Nullable String noise(Result.LatencyReport report, List<LatencyRow> rows) {
		String aim = BoardViews.decimals(100 * report.relativeErrorAim(), 0) + " %";
		if (report.noisy()) {
			Double cores = report.foreignCpuCores();
			return "Noisy: other processes kept " + (cores == null ? "the processor" : BoardViews.decimals(cores, 2) + " processors") + " busy all the while.";
		}
		return rows.stream().anyMatch(LatencyRow::noisy) ? "Noisy: a mean is known to no better than " + aim + ", and time was up." : null;
	}

	private static LatencyRow latency(String name, Result.LatencyReport report, Result.Latency latency, @Nullable Double toBase) {
		return new LatencyRow(name, BoardViews.decimals(latency.p50Millis(), 3), BoardViews.decimals(latency.p95Millis(), 3),
				BoardViews.decimals(latency.p99Millis(), 3), BoardViews.decimals(latency.meanMillis(), 3),
				BoardViews.decimals(100 * latency.relativeError(), 2) + " %", latency.relativeError() > report.relativeErrorAim(),
				toBase == null ? "–" : BoardViews.decimals(toBase, 3), grouped(latency.millis().size()),
				String.join("  ", latency.millis().stream().map(millis -> BoardViews.decimals(millis, 3)).toList()));
	}

	private static List<Fact> parameters(Result result) {
		Result.ParameterCounts counts = result.parameters();
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("Trainable", grouped(counts.trainableParameters()) + " (" + BoardViews.decimals(100 * counts.trainableShare(), 3)
				+ " % of all)"));
		facts.add(new Fact("Stored in the adapter", grouped(counts.storedParameters())));
		facts.add(new Fact("Of the base model, changed", grouped(counts.changedParameters())));
		facts.add(new Fact("Trainable by the method's formula", grouped(counts.formulaParameters())));
		facts.add(new Fact("Base model", grouped(counts.baseParameters())));
		facts.add(new Fact("Base and added", grouped(counts.totalParameters())));
		facts.add(new Fact("Size of the saved adapter", result.adapterSizeBytes() == null ? "none: nothing was trained"
				: ResultView.bytes(result.adapterSizeBytes())));
		return List.copyOf(facts);
	}

	private static List<Fact> memory(Result result) {
		List<Fact> facts = new ArrayList<>();
		Result.PeakMemory training = result.peakMemory();
		Result.PeakMemory inference = result.inference().peakMemory();
		facts.add(new Fact("Peak training memory", training == null ? "not measured: nothing was trained" : overProcess(training)));
		facts.add(new Fact("Peak inference memory", inference == null ? "not measured: this system does not tell"
				: overProcess(inference) + ", " + result.inference().batched().batchSize() + " prompts at once, not merged"));
		Result.PeakMemory any = training == null ? inference : training;
		if (any != null) {
			facts.add(new Fact("Process before that", ResultView.bytes(any.baselineBytes())));
			facts.add(new Fact("How it was read", reading(any.method())));
		}
		return List.copyOf(facts);
	}

	private static String overProcess(Result.PeakMemory memory) {
		return ResultView.bytes(memory.bytes()) + " over the process before the model was loaded";
	}

	private static List<Fact> arithmetic(Result result) {
		Result.Arithmetic arithmetic = result.arithmetic();
		Result.Throughput throughput = result.inference().throughput();
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("Added per generated token", flops(arithmetic.addedFlopsPerToken()) + " to the base model's " + flops(arithmetic.baseFlopsPerToken())
				+ ", by formula, not merged, behind " + grouped(arithmetic.contextTokens()) + " tokens"));
		facts.add(new Fact("Added in one pass over 512 tokens", flops(arithmetic.addedFlops512()) + " to " + flops(arithmetic.baseFlops512())));
		facts.add(new Fact("Generated tokens per second", grouped(throughput.unmergedTokensPerSecond()) + " not merged, "
				+ (throughput.mergedTokensPerSecond() == null ? "" : grouped(throughput.mergedTokensPerSecond()) + " merged, ")
				+ grouped(throughput.baseTokensPerSecond()) + " base model; " + result.inference().batched().batchSize() + " prompts at once"));
		return List.copyOf(facts);
	}

	private static String flops(double flops) {
		return BoardViews.decimals(flops / 1e6, 3) + " MFLOP";
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

	private static List<Fact> environment(Result.Environment environment, Result.@Nullable Energy energy) {
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("Device", environment.device() + ", " + environment.deviceName()));
		facts.add(new Fact("Threads", String.valueOf(environment.threads())));
		facts.add(new Fact("Memory", ResultView.bytes(environment.memoryBytes())));
		facts.add(new Fact("System", environment.os()));
		facts.add(new Fact("Java", environment.jvm()));
		new TreeMap<>(environment.versions()).forEach((name, version) -> facts.add(new Fact(name, version)));
		facts.add(new Fact("Started", environment.startedAt()));
		facts.add(new Fact("Finished", environment.finishedAt()));
		facts.add(new Fact("At the start", state(environment.atStart())));
		facts.add(new Fact("At the end", state(environment.atEnd())));
		facts.add(new Fact("Kept busy by other processes", environment.foreignCpuCores() == null ? "not told by this system"
				: BoardViews.decimals(environment.foreignCpuCores(), 2) + " processors on average"));
		facts.add(new Fact("Energy", energy == null ? "no counter to be read here" : BoardViews.decimals(energy.joules(), 0) + " J (" + energy.method() + "), about "
				+ BoardViews.decimals(energy.co2Grams(), 2) + " g of CO₂: " + energy.co2Assumption()));
		return List.copyOf(facts);
	}

	private static String state(Result.ProcessorState state) {
		List<String> parts = new ArrayList<>();
		parts.add(state.clockMegahertz() == null ? "clock not told" : BoardViews.decimals(state.clockMegahertz(), 0) + " MHz");
		parts.add(state.governor() == null ? "governor not told" : "governor " + state.governor());
		parts.add(state.loadAverage() == null ? "load not told" : "load " + BoardViews.decimals(state.loadAverage(), 2));
		parts.add(state.throttleEvents() == null ? "throttling not told" : "slowed down for heat " + state.throttleEvents() + " times since it started");
		return String.join(", ", parts);
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
