package org.peftboard.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.hub.Checksum;
import org.peftboard.result.Measured;

/** Speaks as the evaluator does, on the same command line, and measures nothing: for tests of all that happens around it. */
public final class StandInEvaluator {

	private static final int STEPS = 40;

	private final Request request;

	private final Path out;

	private final double seconds;

	private StandInEvaluator(Request request, Path out) {
		this.request = request;
		this.out = out;
		this.seconds = request.method().settings().get("seconds") instanceof Number number ? number.doubleValue() : 0.5;
	}

	public static void main(String[] arguments) throws Exception {
		List<String> words = List.of(arguments);
		if (!words.get(0).equals("evaluate") || Long.parseLong(after("--deadline-seconds", words)) <= 0) {
			System.exit(ExitCode.USAGE.code());
		}
		Request request = Json.read(Path.of(after("--request", words)), Request.class);
		if (request.adapter() != null && !Checksum.sha256(Path.of(after("--adapter", words), "adapter_model.safetensors")).equals(request.adapter())) {
			end("adapter: another file", ExitCode.REFUSED.code());
		}
		new StandInEvaluator(request, Path.of(after("--out", words))).behave();
	}

	private static String after(String option, List<String> words) {
		return words.get(words.indexOf(option) + 1);
	}

	private void behave() throws Exception {
		System.err.println("stand-in evaluator, pid " + ProcessHandle.current().pid());
		say(Phase.PREPARING, null, null, null, null, 0);
		switch (String.valueOf(request.method().settings().getOrDefault("behaviour", "finish"))) {
			case "refuse" -> end("rank: got 8, need a rank that this model can have", ExitCode.REFUSED.code());
			case "diverge" -> end("loss is NaN at step 3", ExitCode.DIVERGED.code());
			case "crash" -> end("java.lang.IllegalStateException: engine fell over", ExitCode.INTERNAL.code());
			case "crash-once" -> {
				if (out.getParent().getFileName().toString().endsWith("-1")) {
					end("fell over at the first attempt", 139);
				}
			}
			case "hang" -> Thread.sleep(Long.MAX_VALUE);
			case "hang-training" -> hangIn(Phase.TRAINING);
			case "hang-evaluating" -> hangIn(Phase.EVALUATING);
			case "hang-measuring" -> hangIn(Phase.MEASURING);
			case "talk" -> talk();
			default -> {
			}
		}
		finish();
	}

	private static void end(String lastWords, int code) {
		System.err.println(lastWords);
		System.exit(code);
	}

	private void hangIn(Phase phase) throws InterruptedException {
		say(phase, request.tasks().get(0), 1, 2.0, null, 0.5);
		Thread.sleep(Long.MAX_VALUE);
	}

	private static void talk() {
		System.out.println("a library prints this to standard output");
		System.err.println("\u001B[31mred\u001B[0m <script>alert(1)</script> password=hunter2 https://ada:secret@example.org/");
		System.err.println("environment " + System.getenv().keySet());
	}

	private void finish() throws Exception {
		int done = 0;
		for (String task : request.tasks()) {
			for (int step = 1; step <= STEPS; step++) {
				Thread.sleep((long) (seconds * 1000 / STEPS / request.tasks().size()));
				say(Phase.TRAINING, task, step, 3.0 / Math.sqrt(step), step % 20 == 0 ? 50.0 + step : null,
						(double) ++done / STEPS / request.tasks().size());
			}
			say(Phase.EVALUATING, task, null, null, null, (double) done / STEPS / request.tasks().size());
		}
		say(Phase.MEASURING, null, null, null, null, 0.95);
		write();
		say(Phase.FINISHED, null, null, null, null, 1);
	}

	private void say(Phase phase, @Nullable String task, @Nullable Integer step, @Nullable Double loss, @Nullable Double score, double done) {
		System.out.println(Json.line(new Progress(Instant.now().toString(), phase, task, task == null ? null : 7L, step, step == null ? null : STEPS, loss, score,
				loss == null ? null : 12_345.0, done, seconds * (1 - done), phase.name().toLowerCase() + (task == null ? "" : " " + task))));
	}

	private void write() throws IOException {
		for (String task : request.tasks()) {
			Files.writeString(out.resolve("predictions-" + task + "-7.jsonl"), "{\"item\":0}\n");
			Path adapter = Files.createDirectory(out.resolve("adapter-" + task));
			Files.writeString(adapter.resolve("adapter_config.json"), "{}");
			Files.write(adapter.resolve("adapter_model.safetensors"), new byte[4096]);
		}
		Json.write(out.resolve("result.json"), result());
	}

	private List<Result.Suspicion> suspicions() {
		return "suspect".equals(request.method().settings().get("behaviour"))
				? List.of(new Result.Suspicion("faster-than-base", "unmerged latency is 0.500 of the base model's, need at least 0.950")) : List.of();
	}

	private Result result() {
		Request answered = "answer-another-request".equals(request.method().settings().get("behaviour"))
				? new Request(Request.VERSION, request.baseModel(), new MethodSetting("none", Map.of()), request.tasks(), request.protocol(), List.of(1L), request.device()) : request;
		boolean trains = !request.method().id().equals("none") && request.adapter() == null;
		Result.Interval interval = new Result.Interval(65, 85, 0.95, "bootstrap-items");
		List<Result.TaskResult> tasks = new ArrayList<>();
		for (String task : request.tasks()) {
			List<Result.SeedRun> runs = request.seeds().stream().map(seed -> run(task, seed, trains)).toList();
			tasks.add(new Result.TaskResult(task, "v1", "exact-match", 75, interval, Map.of("exact-match", 75.0),
					new Result.Items(100, 0, 10, 10, 0, 0, 0, 96, 12, trains ? 0.05 : null), runs));
		}
		long trainable = trains || request.adapter() != null ? 16_384 : 0;
		return new Result(Result.VERSION, StandInCatalogue.RULES, answered, new Result.ParameterCounts(trainable, trainable, 0, 2_000_000, 2_016_384, trainable),
				tasks, 75, interval, trains ? new Result.PeakMemory(5_000_000, 1_000_000, "process-peak-resident") : null, Measured.latency(1, 1),
				Measured.inference(1), new Result.Arithmetic(512, 4e6, 3e4, 2e9, 1.5e7), trains ? 65_536L : null, Map.of(Phase.TRAINING, seconds),
				Measured.environment(), null, suspicions(), Map.of("mini-llama", "00".repeat(32)));
	}

	private static Result.SeedRun run(String task, long seed, boolean trains) {
		return new Result.SeedRun(seed, 75, Map.of("exact-match", 75.0), trains ? 74.0 : null, 20, STEPS,
				List.of(new Result.Point(1, 3), new Result.Point(STEPS, 0.47)), List.of(new Result.Point(20, 70)), trains ? 900.0 : null, null,
				"predictions-" + task + "-" + seed + ".jsonl");
	}

}
