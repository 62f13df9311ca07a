package org.peftboard.result;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.Result;

/** Made-up evaluations for tests; nobody measured these numbers. */
public final class Measured {

	private Measured() {
	}

	/** An evaluation of a method of {@link MiniCatalogue}; without trainable parameters it has no training memory. */
	public static NewMeasuredResult evaluation(String key, String method, double score, long trainable, double latency,
			@Nullable Long memory) {
		return new NewMeasuredResult(key, MiniCatalogue.BOARD, method + " " + key, "ada", null,
				Json.pretty(result(method, score, trainable, latency, memory)),
				List.of(new NewArtifact("predictions/greeting.jsonl", "application/jsonl", "{}\n".getBytes())));
	}

	/** The same as one of the board's reference runs. */
	public static NewMeasuredResult reference(String method, double score, long trainable, double latency, @Nullable Long memory) {
		return new NewMeasuredResult("reference-" + method, MiniCatalogue.BOARD, method, "PEFTBoard", method,
				Json.pretty(result(method, score, trainable, latency, memory)), List.of());
	}

	/** An evaluation of LoRA with these settings, and with what its evaluator found impossible. */
	public static NewMeasuredResult lora(String key, Map<String, Object> settings, double score, double latency, List<Result.Suspicion> suspicions) {
		Result result = result("lora", settings, List.of(7L), score, 16_384, latency, 5_000_000L, suspicions);
		return new NewMeasuredResult(key, MiniCatalogue.BOARD, "LoRA " + settings, "ada", null, Json.pretty(result), List.of());
	}

	public static Result result(String method, double score, long trainable, double latency, @Nullable Long memory) {
		return result(method, Map.of(), List.of(7L), score, trainable, latency, memory, List.of());
	}

	public static Result result(String method, Map<String, Object> settings, List<Long> seeds, double score, long trainable, double latency, @Nullable Long memory,
			List<Result.Suspicion> suspicions) {
		Request request = new Request(Request.VERSION, "mini-llama", new MethodSetting(method, settings), List.of("greeting", "echo"), "quick", seeds, "cpu");
		return new Result(Result.VERSION, "1.0", request,
				new Result.ParameterCounts(trainable, trainable, 0, MiniCatalogue.BASE_PARAMETERS, MiniCatalogue.BASE_PARAMETERS, trainable),
				tasks(request, score), score, interval(score),
				memory == null ? null : new Result.PeakMemory(memory, 1_000_000, "process-peak-resident"), latency(1, latency), inference(latency),
				new Result.Arithmetic(512, 4e9, 2e6, 2e12, 1e9), trainable == 0 ? null : 4 * trainable, Map.of(Phase.TRAINING, 12.5), environment(), null,
				suspicions, Map.of("mini-llama", "00".repeat(32)));
	}

	/** Latencies of which the adapted model's are this many times the base model's. */
	public static Result.LatencyReport latency(int batchSize, double toBase) {
		Result.Latency base = new Result.Latency(2.0, 2.4, 2.5, 2.05, 0.01, List.of(2.0, 2.1, 2.05));
		Result.Latency adapted = new Result.Latency(2.0 * toBase, 2.4 * toBase, 2.5 * toBase, 2.05 * toBase, 0.012, List.of(2.0 * toBase, 2.1 * toBase));
		return new Result.LatencyReport(batchSize, 16, 32, base, adapted, null, toBase, null, 0.015, 5, 0.01, false);
	}

	public static Result.Inference inference(double toBase) {
		return new Result.Inference(latency(1, toBase), latency(8, toBase), latency(8, toBase), new Result.Throughput(3900, 3900 / toBase, null),
				new Result.PeakMemory(4_000_000, 1_000_000, "process-peak-resident"));
	}

	public static Result.Environment environment() {
		Result.ProcessorState state = new Result.ProcessorState(2600.0, null, 0.5, null);
		return new Result.Environment("cpu", "A processor", 2, 8_000_000_000L, "Linux", "25", Map.of("pytorch", "2.7.1"), "2026-11-22T10:00:00Z",
				"2026-11-22T10:01:00Z", state, state, 0.02);
	}

	private static Result.Interval interval(double score) {
		return new Result.Interval(Math.max(0, score - 3), Math.min(100, score + 3), 0.95, "bootstrap-items");
	}

	/** Every task that a request asks for, with a run for every seed. */
	public static List<Result.TaskResult> tasks(Request request, double score) {
		return request.tasks().stream().map(task -> task(task, score, request.seeds())).toList();
	}

	private static Result.TaskResult task(String id, double score, List<Long> seeds) {
		List<Result.SeedRun> runs = seeds.stream().map(seed -> run(id, score, seed)).toList();
		return new Result.TaskResult(id, "v1", "exact-match", score, interval(score), Map.of("exact-match", score),
				new Result.Items(100, 2, 10, 10, 3, 0, 1, 96, 12, 0.04), runs);
	}

	private static Result.SeedRun run(String id, double score, long seed) {
		return new Result.SeedRun(seed, score, Map.of("exact-match", score), score, 20, 40,
				List.of(new Result.Point(1, 3.5), new Result.Point(20, 1.1), new Result.Point(40, 0.4)), List.of(new Result.Point(20, score)), 900.0,
				new Result.Retention(1000, 1.5, 1.6), "predictions-" + id + "-" + seed + ".jsonl");
	}

}
