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
import org.peftboard.language.Words;
import org.peftboard.leaderboard.RecordView.Fact;
import org.peftboard.leaderboard.RecordView.Latencies;
import org.peftboard.leaderboard.RecordView.LatencyRow;
import org.peftboard.leaderboard.RecordView.Run;
import org.peftboard.leaderboard.RecordView.Task;

/**
 * Writes what the evaluator recorded in the reader's language. Names of settings, metrics and packages, and what the evaluator found suspicious, stay as recorded.
 */
record RecordViews(Words words) {

	RecordView of(Result result) {
		return new RecordView(result.tasks().stream().map(this::task).toList(), perToken(result.latency()),
				List.of(perToken(result.inference().batched()), perPass(result.inference().prefill()), perPass(result.inference().batchedPrefill())),
				parameters(result), memory(result), arithmetic(result), setting(result), environment(result.environment(), result.energy()),
				phases(result),
				result.suspicions().stream().map(Result.Suspicion::finding).toList(),
				facts(result.checksums(), sha256 -> sha256), Json.pretty(result.request()));
	}

	private Task task(Result.TaskResult task) {
		return new Task(task.task() + ", " + task.taskVersion(), task.mainMetric(), BoardViews.decimals(task.score(), 1), interval(task.interval()),
				grouped(task.items().test()), facts(task.metrics(), value -> BoardViews.decimals(value, 2)), items(task.items()),
				task.runs().stream().map(this::run).toList());
	}

	private String interval(Result.Interval interval) {
		return words.say("record.interval", BoardViews.decimals(interval.low(), 1), BoardViews.decimals(interval.high(), 1));
	}

	private Run run(Result.SeedRun run) {
		String validation = run.validationScore() == null ? "–" : BoardViews.decimals(run.validationScore(), 1);
		String steps = run.steps() == 0 ? words.say("record.untrained")
				: words.say("record.step", String.valueOf(run.bestStep()), String.valueOf(run.steps()));
		String speed = run.trainTokensPerSecond() == null ? "–" : grouped(run.trainTokensPerSecond());
		String forgetting = run.retention() == null ? "–" : String.format(Locale.ROOT, "%+.3f", run.retention().forgetting());
		return new Run(String.valueOf(run.seed()), BoardViews.decimals(run.score(), 1), validation, steps, speed, forgetting);
	}

	private List<Fact> items(Result.Items items) {
		List<Fact> facts = new ArrayList<>();
		facts.add(fact("record.items.train", words.say("record.items.train.is", grouped(items.train()), grouped(items.trainDropped()), grouped(items.trainCut()))));
		facts.add(fact("record.items.validation", words.say("record.items.is", grouped(items.validation()), grouped(items.validationCut()))));
		facts.add(fact("record.items.test", words.say("record.items.is", grouped(items.test()), grouped(items.testCut()))));
		facts.add(fact("record.items.longest", words.say("record.items.longest.is", grouped(items.maxPromptTokens()), grouped(items.maxNewTokens()))));
		facts.add(fact("record.items.padding", items.paddingShare() == null ? words.say("record.untrained")
				: BoardViews.decimals(100 * items.paddingShare(), 1) + " %"));
		return List.copyOf(facts);
	}

	private Latencies perToken(Result.LatencyReport report) {
		return latencies(report, unit("record.latency.token", report),
				words.say("record.latency.token.repeat", String.valueOf(report.newTokens())));
	}

	private Latencies perPass(Result.LatencyReport report) {
		return latencies(report, unit("record.latency.pass", report), words.say("record.latency.pass.repeat"));
	}

	private String unit(String key, Result.LatencyReport report) {
		boolean several = report.batchSize() != 1;
		return several ? words.say(key.endsWith("pass") ? key + "es" : key + "s", String.valueOf(report.batchSize())) : words.say(key);
	}

	private Latencies latencies(Result.LatencyReport report, String unit, String repeat) {
		List<LatencyRow> rows = new ArrayList<>();
		rows.add(latency(words.say("record.latency.base"), report, report.base(), 1.0));
		rows.add(latency(words.say("record.latency.unmerged"), report, report.unmerged(), report.unmergedToBase()));
		if (report.merged() != null) {
			rows.add(latency(words.say("record.latency.merged"), report, report.merged(), report.mergedToBase()));
		}
		String setting = words.say("record.latency.setting", String.valueOf(report.batchSize()), String.valueOf(report.promptTokens()), repeat)
				+ (report.discardedRounds() == 0 ? "" : " " + words.say("record.latency.discarded", grouped(report.discardedRounds())));
		return new Latencies(unit, setting, List.copyOf(rows), noise(report, rows));
	}

	private @Nullable String noise(Result.LatencyReport report, List<LatencyRow> rows) {
		String aim = BoardViews.decimals(100 * report.relativeErrorAim(), 0) + " %";
		if (report.noisy()) {
			Double cores = report.foreignCpuCores();
			return cores == null ? words.say("record.latency.noisy") : words.say("record.latency.noisy.cores", BoardViews.decimals(cores, 2));
		}
		return rows.stream().anyMatch(LatencyRow::noisy) ? words.say("record.latency.noisy.mean", aim) : null;
	}

	private LatencyRow latency(String name, Result.LatencyReport report, Result.Latency latency, @Nullable Double toBase) {
		return new LatencyRow(name, BoardViews.decimals(latency.p50Millis(), 3), BoardViews.decimals(latency.p95Millis(), 3),
				BoardViews.decimals(latency.p99Millis(), 3), BoardViews.decimals(latency.meanMillis(), 3),
				BoardViews.decimals(100 * latency.relativeError(), 2) + " %", latency.relativeError() > report.relativeErrorAim(),
				toBase == null ? "–" : BoardViews.decimals(toBase, 3), grouped(latency.millis().size()),
				String.join("  ", latency.millis().stream().map(millis -> BoardViews.decimals(millis, 3)).toList()));
	}

	private List<Fact> parameters(Result result) {
		Result.ParameterCounts counts = result.parameters();
		List<Fact> facts = new ArrayList<>();
		facts.add(fact("record.parameters.trainable", words.say("record.parameters.trainable.is", grouped(counts.trainableParameters()),
				BoardViews.decimals(100 * counts.trainableShare(), 3))));
		facts.add(fact("record.parameters.stored", grouped(counts.storedParameters())));
		facts.add(fact("record.parameters.changed", grouped(counts.changedParameters())));
		facts.add(fact("record.parameters.formula", grouped(counts.formulaParameters())));
		facts.add(fact("record.parameters.base", grouped(counts.baseParameters())));
		facts.add(fact("record.parameters.total", grouped(counts.totalParameters())));
		facts.add(fact("record.parameters.size", result.adapterSizeBytes() == null ? words.say("record.parameters.size.none")
				: ResultView.bytes(result.adapterSizeBytes())));
		return List.copyOf(facts);
	}

	private List<Fact> memory(Result result) {
		List<Fact> facts = new ArrayList<>();
		Result.PeakMemory training = result.peakMemory();
		Result.PeakMemory inference = result.inference().peakMemory();
		facts.add(fact("record.memory.training", training == null ? words.say("record.memory.training.none") : overProcess(training)));
		facts.add(fact("record.memory.inference", inference == null ? words.say("record.memory.inference.none")
				: words.say("record.memory.inference.is", overProcess(inference), String.valueOf(result.inference().batched().batchSize()))));
		Result.PeakMemory any = training == null ? inference : training;
		if (any != null) {
			facts.add(fact("record.memory.before", ResultView.bytes(any.baselineBytes())));
			facts.add(fact("record.memory.read", reading(any.method())));
		}
		return List.copyOf(facts);
	}

	private String overProcess(Result.PeakMemory memory) {
		return words.say("record.memory.over", ResultView.bytes(memory.bytes()));
	}

	private List<Fact> arithmetic(Result result) {
		Result.Arithmetic arithmetic = result.arithmetic();
		Result.Throughput throughput = result.inference().throughput();
		List<Fact> facts = new ArrayList<>();
		facts.add(fact("record.arithmetic.token", words.say("record.arithmetic.token.is", flops(arithmetic.addedFlopsPerToken()),
				flops(arithmetic.baseFlopsPerToken()), grouped(arithmetic.contextTokens()))));
		facts.add(fact("record.arithmetic.pass", words.say("record.arithmetic.pass.is", flops(arithmetic.addedFlops512()), flops(arithmetic.baseFlops512()))));
		facts.add(fact("record.arithmetic.speed", speed(throughput, String.valueOf(result.inference().batched().batchSize()))));
		return List.copyOf(facts);
	}

	private String speed(Result.Throughput throughput, String prompts) {
		String unmerged = grouped(throughput.unmergedTokensPerSecond());
		String base = grouped(throughput.baseTokensPerSecond());
		return throughput.mergedTokensPerSecond() == null ? words.say("record.arithmetic.speed.is", unmerged, base, prompts)
				: words.say("record.arithmetic.speed.merged", unmerged, grouped(throughput.mergedTokensPerSecond()), base, prompts);
	}

	private String flops(double flops) {
		return words.number(String.format(Locale.ROOT, "%,.3f MFLOP", flops / 1e6));
	}

	private String reading(String method) {
		return switch (method) {
			case "process-peak-resident" -> words.say("record.memory.resident");
			case "device-used-sampled" -> words.say("record.memory.sampled");
			default -> method;
		};
	}

	private List<Fact> setting(Result result) {
		List<Fact> facts = new ArrayList<>();
		result.request().method().settings().forEach((name, value) -> facts.add(new Fact(name, String.valueOf(value))));
		facts.add(fact("record.setting.protocol", result.request().protocol()));
		facts.add(fact("record.setting.seeds", String.join(", ", result.request().seeds().stream().map(String::valueOf).toList())));
		facts.add(fact("record.setting.rules", result.rulesVersion()));
		return List.copyOf(facts);
	}

	private List<Fact> environment(Result.Environment environment, Result.@Nullable Energy energy) {
		List<Fact> facts = new ArrayList<>();
		facts.add(fact("record.environment.device", environment.device() + ", " + environment.deviceName()));
		facts.add(fact("record.environment.threads", String.valueOf(environment.threads())));
		facts.add(fact("record.environment.memory", ResultView.bytes(environment.memoryBytes())));
		facts.add(fact("record.environment.system", environment.os()));
		facts.add(new Fact("Java", environment.jvm()));
		new TreeMap<>(environment.versions()).forEach((name, version) -> facts.add(new Fact(name, version)));
		facts.add(fact("record.environment.started", environment.startedAt()));
		facts.add(fact("record.environment.finished", environment.finishedAt()));
		facts.add(fact("record.environment.start", state(environment.atStart())));
		facts.add(fact("record.environment.end", state(environment.atEnd())));
		facts.add(fact("record.environment.busy", environment.foreignCpuCores() == null ? words.say("record.environment.busy.none")
				: words.say("record.environment.busy.is", BoardViews.decimals(environment.foreignCpuCores(), 2))));
		facts.add(fact("record.environment.energy", energy == null ? words.say("record.environment.energy.none")
				: words.say("record.environment.energy.is", BoardViews.decimals(energy.joules(), 0), energy.method(), BoardViews.decimals(energy.co2Grams(), 2),
						energy.co2Assumption())));
		return List.copyOf(facts);
	}

	private String state(Result.ProcessorState state) {
		List<String> parts = new ArrayList<>();
		parts.add(state.clockMegahertz() == null ? words.say("record.state.clock.none") : BoardViews.decimals(state.clockMegahertz(), 0) + " MHz");
		parts.add(state.governor() == null ? words.say("record.state.governor.none") : words.say("record.state.governor", state.governor()));
		parts.add(state.loadAverage() == null ? words.say("record.state.load.none") : words.say("record.state.load", BoardViews.decimals(state.loadAverage(), 2)));
		parts.add(state.throttleEvents() == null ? words.say("record.state.heat.none")
				: words.say("record.state.heat", String.valueOf(state.throttleEvents())));
		return String.join(", ", parts);
	}

	private List<Fact> phases(Result result) {
		return new TreeMap<>(result.phaseSeconds()).entrySet().stream()
			.map(entry -> fact("record.phase." + entry.getKey().name().toLowerCase(Locale.ROOT), BoardViews.decimals(entry.getValue(), 1) + " s"))
			.toList();
	}

	private Fact fact(String key, String value) {
		return new Fact(words.say(key), value);
	}

	private static <V> List<Fact> facts(Map<String, V> values, Function<V, String> text) {
		return new TreeMap<>(values).entrySet().stream().map(entry -> new Fact(entry.getKey(), text.apply(entry.getValue()))).toList();
	}

	private String grouped(double number) {
		return words.number(String.format(Locale.ROOT, "%,.0f", number));
	}

}
