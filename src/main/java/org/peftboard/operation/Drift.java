package org.peftboard.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * How far a machine's newest control run is from what it usually measures: newest ÷ median of the earlier ones − 1, each earlier one of the same request under the
 * same rules.
 *
 * <p>The score is a matter of arithmetic and must be equal. Latency of the base model, ratio, memory and speed vary with the machine; beyond
 * {@value #TOLERATED_LATENCY} and {@value #TOLERATED_MEMORY} an operator should look.
 *
 * @param runs     how many control runs there are of this machine
 * @param measured when the newest was
 * @param score    newest − median, in points
 * @param notable  whether it is beyond what is tolerated
 */
record Drift(String host, String hardwareClass, int runs, Instant measured, double score, double baseLatency, double latencyRatio, @Nullable Double memory,
		@Nullable Double tokensPerSecond, boolean notable) {

	static final double TOLERATED_LATENCY = 0.10;

	static final double TOLERATED_MEMORY = 0.05;

	/** By machine, of those with two comparable runs at least. */
	static List<Drift> of(List<Run> runs) {
		Map<String, List<Run>> byMachine = new LinkedHashMap<>();
		runs.forEach(run -> byMachine.computeIfAbsent(run.host() + "\n" + run.hardwareClass(), key -> new ArrayList<>()).add(run));
		return byMachine.values().stream().map(Drift::ofMachine).filter(Objects::nonNull).toList();
	}

	private static @Nullable Drift ofMachine(List<Run> runs) {
		Run newest = runs.get(runs.size() - 1);
		List<Run> earlier = runs.subList(0, runs.size() - 1).stream().filter(run -> run.configurationKey().equals(newest.configurationKey())).toList();
		if (earlier.isEmpty()) {
			return null;
		}
		double score = newest.score() - median(earlier, Run::score);
		double base = change(newest, earlier, Run::baseLatencyMillis);
		double ratio = change(newest, earlier, Run::latencyRatio);
		Double memory = newest.memoryBytes() == null ? null : change(newest, earlier, Run::memoryBytes);
		Double speed = newest.tokensPerSecond() == null ? null : change(newest, earlier, Run::tokensPerSecond);
		boolean notable = score != 0 || Math.abs(base) > TOLERATED_LATENCY || Math.abs(ratio) > TOLERATED_LATENCY
				|| memory != null && Math.abs(memory) > TOLERATED_MEMORY;
		return new Drift(newest.host(), newest.hardwareClass(), earlier.size() + 1, newest.measuredAt(), score, base, ratio, memory, speed, notable);
	}

	private static double change(Run newest, List<Run> earlier, Function<Run, @Nullable Double> quantity) {
		double usual = median(earlier, quantity);
		return usual == 0 ? 0 : Objects.requireNonNull(quantity.apply(newest)) / usual - 1;
	}

	/** 0 where none was measured. */
	private static double median(List<Run> runs, Function<Run, @Nullable Double> quantity) {
		double[] sorted = runs.stream().map(quantity).filter(Objects::nonNull).mapToDouble(Double::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		return sorted.length == 0 ? 0 : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/** A control run as stored. */
	record Run(String host, String hardwareClass, String configurationKey, Instant measuredAt, Double score, Double baseLatencyMillis, Double latencyRatio,
			@Nullable Double memoryBytes, @Nullable Double tokensPerSecond) {
	}

}
