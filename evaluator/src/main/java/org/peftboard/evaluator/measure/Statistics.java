package org.peftboard.evaluator.measure;

import java.util.Arrays;
import java.util.List;

import org.peftboard.evaluator.contract.Result.Latency;

/** Summaries of repeated measurements. */
public final class Statistics {

	private Statistics() {
	}

	/** Latency per generated token: percentiles over single tokens, mean and error over repeats. */
	public static Latency ofTokens(List<LatencyMeter.Repeat> repeats) {
		List<Double> tokens = repeats.stream().flatMap(repeat -> Arrays.stream(repeat.tokenMillis()).boxed()).toList();
		return latency(tokens, repeats.stream().map(LatencyMeter.Repeat::meanTokenMillis).toList());
	}

	/** Latency of the pass over the prompts. */
	public static Latency ofPrefills(List<LatencyMeter.Repeat> repeats) {
		List<Double> passes = repeats.stream().map(LatencyMeter.Repeat::prefillMillis).toList();
		return latency(passes, passes);
	}

	private static Latency latency(List<Double> singles, List<Double> means) {
		return new Latency(quantile(singles, 0.5), quantile(singles, 0.95), quantile(singles, 0.99), mean(means), relativeError(means), List.copyOf(means));
	}

	static double mean(List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	/** Standard error of the mean ÷ mean: s / (√n · mean), s with n − 1. Infinite for fewer than two values. */
	static double relativeError(List<Double> values) {
		if (values.size() < 2) {
			return Double.POSITIVE_INFINITY;
		}
		double mean = mean(values);
		double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
		return Math.sqrt(squares / (values.size() - 1) / values.size()) / mean;
	}

	/** The quantile at a share of the sorted values, in a line between neighbours (Hyndman and Fan's type 7, the usual default). */
	static double quantile(List<Double> values, double share) {
		List<Double> sorted = values.stream().sorted().toList();
		double place = share * (sorted.size() - 1);
		int below = (int) Math.floor(place);
		int above = Math.min(below + 1, sorted.size() - 1);
		return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
	}

}
