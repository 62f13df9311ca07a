package org.peftboard.evaluator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result.Latency;
import org.peftboard.evaluator.contract.Result.LatencyReport;
import org.peftboard.evaluator.contract.Result.Throughput;
import org.peftboard.evaluator.measure.LatencyMeter;
import org.peftboard.evaluator.measure.LatencyMeter.Measured;
import org.peftboard.evaluator.measure.LatencyMeter.Repeat;
import org.peftboard.evaluator.measure.LatencyMeter.Round;
import org.peftboard.evaluator.measure.LatencyMeter.Settings;
import org.peftboard.evaluator.measure.Statistics;
import org.peftboard.evaluator.model.Adaptation;
import org.peftboard.evaluator.model.Architectures;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Weights;
import org.peftboard.evaluator.nn.Parameter;

/**
 * The adapted model beside the base model in the same process: as trained, and with the adapter merged where the method can.
 *
 * @param changedParameters scalars of the base model that training changed, merged where the method can
 * @param lines             every round, for {@code latencies.jsonl}
 */
record Comparison(LatencyReport latency, LatencyReport prefill, LatencyReport batchedPrefill, LatencyReport batched, Throughput throughput,
		long changedParameters, List<String> lines) {

	private static final String BASE = "base";

	private static final String UNMERGED = "unmerged";

	private static final String MERGED = "merged";

	private static final double MILLIS_A_SECOND = 1e3;

	/** @param prompts the first alone is read at batch size 1, all of them in one batch */
	static Comparison of(CheckedRequest request, LanguageModel adapted, List<int[]> prompts, BooleanSupplier stop) {
		String device = request.request().device();
		try (LanguageModel base = Architectures.load(request.modelFolder(), Adaptation.NONE, adapted.ops());
				LanguageModel merged = request.method().card().mergeable() ? merged(request, adapted) : null) {
			Map<String, LanguageModel> models = models(base, adapted, merged);
			Measured single = new LatencyMeter(Settings.SINGLE, prompts.subList(0, 1), device, stop).measure(models);
			Interrupted.throwIf(stop);
			Measured batch = new LatencyMeter(Settings.BATCHED, prompts, device, stop).measure(models);
			Interrupted.throwIf(stop);
			return of(prompts, single, batch, changed(base, merged == null ? adapted : merged));
		}
	}

	private static Map<String, LanguageModel> models(LanguageModel base, LanguageModel adapted, @Nullable LanguageModel merged) {
		Map<String, LanguageModel> models = new LinkedHashMap<>();
		models.put(BASE, base);
		models.put(UNMERGED, adapted);
		if (merged != null) {
			models.put(MERGED, merged);
		}
		return models;
	}

	/** Latency per generated token of models that take turns. */
	static LatencyReport latency(LanguageModel base, LanguageModel adapted, @Nullable LanguageModel merged, Settings settings, List<int[]> prompts, String device) {
		Measured measured = new LatencyMeter(settings, prompts, device, () -> false).measure(models(base, adapted, merged));
		return report(prompts, settings, measured, Statistics::ofTokens);
	}

	/** A plain model with the adapter folded into its weights. */
	static LanguageModel merged(CheckedRequest request, LanguageModel adapted) {
		Map<String, Supplier<NDArray>> merges = adapted.parameters().merges();
		return Architectures.build(Architectures.config(request.modelFolder()), Weights.of(request.modelFolder()).with(merges), Adaptation.NONE,
				adapted.ops());
	}

	private static long changed(LanguageModel base, LanguageModel trained) {
		long changed = 0;
		for (Map.Entry<String, Parameter> weight : base.weights().entrySet()) {
			try (NDArray differs = weight.getValue().array().neq(trained.weights().get(weight.getKey()).array()); NDArray count = differs.sum()) {
				changed += count.getLong();
			}
		}
		return changed;
	}

	private static Comparison of(List<int[]> prompts, Measured single, Measured batch, long changed) {
		LatencyReport latency = report(prompts.subList(0, 1), Settings.SINGLE, single, Statistics::ofTokens);
		LatencyReport batched = report(prompts, Settings.BATCHED, batch, Statistics::ofTokens);
		List<String> lines = new ArrayList<>(lines(1, single));
		lines.addAll(lines(prompts.size(), batch));
		return new Comparison(latency, report(prompts.subList(0, 1), Settings.SINGLE, single, Statistics::ofPrefills),
				report(prompts, Settings.BATCHED, batch, Statistics::ofPrefills), batched, throughput(batched), changed, lines);
	}

	private static LatencyReport report(List<int[]> prompts, Settings settings, Measured measured, Function<List<Repeat>, Latency> summary) {
		Latency base = summary.apply(measured.of(BASE));
		Latency unmerged = summary.apply(measured.of(UNMERGED));
		@Nullable Latency merged = measured.rounds().get(0).repeats().containsKey(MERGED) ? summary.apply(measured.of(MERGED)) : null;
		int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
		return new LatencyReport(prompts.size(), longest, settings.newTokens(), base, unmerged, merged, unmerged.meanMillis() / base.meanMillis(),
				merged == null ? null : merged.meanMillis() / base.meanMillis(), settings.relativeError(), measured.discardedRounds(),
				measured.foreignCores(), measured.noisy());
	}

	private static Throughput throughput(LatencyReport batched) {
		double tokens = MILLIS_A_SECOND * batched.batchSize();
		Latency merged = batched.merged();
		return new Throughput(tokens / batched.base().meanMillis(), tokens / batched.unmerged().meanMillis(),
				merged == null ? null : tokens / merged.meanMillis());
	}

	private static List<String> lines(int batchSize, Measured measured) {
		List<String> lines = new ArrayList<>();
		for (int number = 0; number < measured.rounds().size(); number++) {
			Round round = measured.rounds().get(number);
			for (Map.Entry<String, Repeat> repeat : round.repeats().entrySet()) {
				lines.add(Json.line(line(batchSize, number, round.quiet(), repeat.getKey(), repeat.getValue())));
			}
		}
		return lines;
	}

	private static Map<String, Object> line(int batchSize, int round, boolean quiet, String model, Repeat repeat) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("batchSize", batchSize);
		line.put("round", round);
		line.put("quiet", quiet);
		line.put("model", model);
		line.put("prefillMillis", rounded(repeat.prefillMillis()));
		line.put("tokenMillis", Arrays.stream(repeat.tokenMillis()).map(Comparison::rounded).toArray());
		return line;
	}

	/** to a tenth of a microsecond */
	private static double rounded(double millis) {
		return Math.round(millis * 1e4) / 1e4;
	}

}
