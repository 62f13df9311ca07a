package org.peftboard.evaluator.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.model.KeyValueCache;
import org.peftboard.evaluator.model.LanguageModel;
import org.peftboard.evaluator.model.Prompts;
import org.peftboard.evaluator.model.Sequences;

/**
 * Wall time of inference, greedy, through a key/value cache: of the prompts' own pass, and of every generated token.
 *
 * <p>Several models take turns, one repeat each, so that a slow moment of the machine falls on all of them and their ratios stay true. Warm-up rounds are
 * dropped. Rounds come in blocks; a block during which other processes kept the processors busy is thrown away and measured again. Rounds go on until the
 * relative error of every mean is below the bound, or the time is up; where the quiet ones are too few by then, the disturbed ones count too and the
 * measurement is noisy.
 */
public final class LatencyMeter {

	/**
	 * How it is measured.
	 *
	 * @param newTokens     generated for each prompt in one repeat
	 * @param roundsInBlock rounds that are kept or thrown away together
	 * @param relativeError bound for the standard error of the mean ÷ mean
	 * @param foreignCores  processors that others may keep busy during a block
	 * @param longestNanos  time after which no further block starts
	 */
	public record Settings(int newTokens, int warmUpRounds, int leastRounds, int roundsInBlock, double relativeError, double foreignCores, long longestNanos) {

		/** One prompt at a time: what ranks. */
		public static final Settings SINGLE = new Settings(24, 6, 20, 5, 0.01, 0.2, 15_000_000_000L);

		/** Several prompts at once: shown beside it, so less time is spent. */
		public static final Settings BATCHED = new Settings(24, 2, 8, 4, 0.01, 0.2, 5_000_000_000L);

	}

	/** One repeat: the pass over the prompts, and each generated token after it, in milliseconds. */
	public record Repeat(double prefillMillis, double[] tokenMillis) {

		double meanTokenMillis() {
			return Arrays.stream(tokenMillis).average().orElseThrow();
		}

	}

	/** One round: a repeat of each model, by name, and whether the machine was quiet. */
	public record Round(Map<String, Repeat> repeats, boolean quiet) {
	}

	/**
	 * All rounds after the warm-up, thrown away ones among them.
	 *
	 * @param foreignCores processors that others kept busy during the rounds that count; absent where the system does not tell
	 */
	public record Measured(List<Round> rounds, boolean noisy, @Nullable Double foreignCores) {

		/** The repeats of one model that count. */
		public List<Repeat> of(String model) {
			return rounds.stream().filter(round -> noisy || round.quiet()).map(round -> round.repeats().get(model)).toList();
		}

		public int discardedRounds() {
			return noisy ? 0 : (int) rounds.stream().filter(round -> !round.quiet()).count();
		}

	}

	private final Settings settings;

	private final Sequences.Rows prompts;

	private final Optional<Gpu> gpu;

	private final BooleanSupplier stop;

	private final List<Round> rounds = new ArrayList<>();

	private final List<Double> quietLoads = new ArrayList<>();

	private final List<Double> allLoads = new ArrayList<>();

	/**
	 * @param prompts read together
	 * @param device  {@code cpu} or {@code cuda:N}: blocks during which this slowed down, or another process computed on it, are disturbed too
	 * @param stop    asked between blocks; true ends the measurement with what there is
	 */
	public LatencyMeter(Settings settings, List<int[]> prompts, String device, BooleanSupplier stop) {
		this.settings = settings;
		this.gpu = Gpu.of(device);
		this.prompts = Prompts.of(prompts, 0, Prompts.Padding.LEFT);
		this.stop = stop;
	}

	/** Measures models that take turns. */
	public Measured measure(Map<String, LanguageModel> models) {
		for (int round = 0; round < settings.warmUpRounds(); round++) {
			models.values().forEach(model -> repeat(model, prompts, settings.newTokens()));
		}
		long end = System.nanoTime() + settings.longestNanos();
		do {
			block(models);
		}
		while (!isEnough(models.keySet()) && System.nanoTime() < end && !stop.getAsBoolean());
		boolean noisy = rounds.stream().filter(Round::quiet).count() < settings.leastRounds();
		List<Double> loads = noisy ? allLoads : quietLoads;
		return new Measured(List.copyOf(rounds), noisy, loads.isEmpty() ? null : Statistics.mean(loads));
	}

	private void block(Map<String, LanguageModel> models) {
		ForeignLoad load = ForeignLoad.begin();
		List<Map<String, Repeat>> block = new ArrayList<>();
		for (int round = 0; round < settings.roundsInBlock(); round++) {
			Map<String, Repeat> repeats = new LinkedHashMap<>();
			models.forEach((name, model) -> repeats.put(name, repeat(model, prompts, settings.newTokens())));
			block.add(repeats);
		}
		Double cores = load.cores();
		boolean quiet = (cores == null || cores <= settings.foreignCores()) && gpu.map(Gpu::isUndisturbed).orElse(true);
		block.forEach(repeats -> rounds.add(new Round(repeats, quiet)));
		if (cores != null) {
			allLoads.add(cores);
			if (quiet) {
				quietLoads.add(cores);
			}
		}
	}

	private boolean isEnough(Iterable<String> models) {
		for (String model : models) {
			List<Double> means = rounds.stream().filter(Round::quiet).map(round -> round.repeats().get(model).meanTokenMillis()).toList();
			if (means.size() < settings.leastRounds() || Statistics.relativeError(means) >= settings.relativeError()) {
				return false;
			}
		}
		return true;
	}

	/** Reads the prompts and continues each by so many tokens. */
	public static Repeat repeat(LanguageModel model, Sequences.Rows prompts, int newTokens) {
		long start = System.nanoTime();
		try (KeyValueCache cache = model.newCache(prompts, newTokens)) {
			long[] ids = first(model, prompts, cache);
			double prefillMillis = millisSince(start);
			double[] tokenMillis = new double[newTokens];
			for (int count = 0; count < newTokens; count++) {
				start = System.nanoTime();
				ids = next(model, cache, ids);
				tokenMillis[count] = millisSince(start);
			}
			return new Repeat(prefillMillis, tokenMillis);
		}
	}

	private static double millisSince(long start) {
		return (System.nanoTime() - start) / 1e6;
	}

	private static long[] first(LanguageModel model, Sequences.Rows prompts, KeyValueCache cache) {
		try (NDManager step = model.ops().newManager()) {
			return model.ops().call("argmax", model.read(step, prompts, cache)).toLongArray();
		}
	}

	private static long[] next(LanguageModel model, KeyValueCache cache, long[] ids) {
		try (NDManager step = model.ops().newManager()) {
			NDArray scores = model.next(step.create(ids, new Shape(ids.length, 1)), cache);
			return model.ops().call("argmax", scores).toLongArray();
		}
	}

}
