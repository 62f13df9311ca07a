package org.peftboard.evaluator.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftboard.evaluator.contract.Result.Latency;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Sequences;

/**
 * Wall time per generated token at batch size 1, greedy, through a key/value cache, the prompt's own pass left out.
 *
 * <p>Several models take turns, one repeat each, so that a slow moment of the machine falls on all of them and their ratios stay true. Warm-up repeats are
 * dropped; repeats go on until the relative error of every mean is below the bound, or the time is up.
 */
public final class LatencyMeter {

	/**
	 * How it is measured.
	 *
	 * @param newTokens     generated in one repeat
	 * @param relativeError bound for the standard error of the mean ÷ mean
	 * @param longestNanos  time after which no further round starts
	 */
	public record Settings(int newTokens, int warmUpRounds, int leastRounds, double relativeError, long longestNanos) {

		public static final Settings STANDARD = new Settings(24, 6, 20, 0.02, 15_000_000_000L);

	}

	private final Settings settings;

	private final int[] prompt;

	private final BooleanSupplier stop;

	/** @param stop asked between rounds; true ends the measurement with what there is */
	public LatencyMeter(Settings settings, int[] prompt, BooleanSupplier stop) {
		this.settings = settings;
		this.prompt = prompt;
		this.stop = stop;
	}

	/** Latency by name, of models that take turns. */
	public Map<String, Latency> measure(Map<String, LanguageModel> models) {
		Map<String, List<Double>> millis = new LinkedHashMap<>();
		models.keySet().forEach(name -> millis.put(name, new ArrayList<>()));
		for (int round = 0; round < settings.warmUpRounds(); round++) {
			models.values().forEach(this::millisPerToken);
		}
		long end = System.nanoTime() + settings.longestNanos();
		while (!isEnough(millis) && System.nanoTime() < end && !stop.getAsBoolean()) {
			models.forEach((name, model) -> millis.get(name).add(millisPerToken(model)));
		}
		Map<String, Latency> latencies = new LinkedHashMap<>();
		millis.forEach((name, repeats) -> latencies.put(name, Statistics.latency(repeats)));
		return latencies;
	}

	private boolean isEnough(Map<String, List<Double>> millis) {
		return millis.values()
			.stream()
			.allMatch(repeats -> repeats.size() >= settings.leastRounds() && Statistics.relativeError(repeats) < settings.relativeError());
	}

	private double millisPerToken(LanguageModel model) {
		Sequences.Rows rows = Prompts.of(List.of(prompt), 0, Prompts.Padding.LEFT);
		try (KeyValueCache cache = model.newCache(rows, settings.newTokens()); NDManager run = model.ops().newManager()) {
			long token = model.ops().call("argmax", model.read(run, rows, cache)).getLong(0);
			long start = System.nanoTime();
			for (int count = 0; count < settings.newTokens(); count++) {
				token = next(model, cache, token);
			}
			return (System.nanoTime() - start) / 1e6 / settings.newTokens();
		}
	}

	private static long next(LanguageModel model, KeyValueCache cache, long token) {
		try (NDManager step = model.ops().newManager()) {
			NDArray scores = model.next(step.create(new long[] { token }, new Shape(1, 1)), cache);
			return model.ops().call("argmax", scores).getLong(0);
		}
	}

}
