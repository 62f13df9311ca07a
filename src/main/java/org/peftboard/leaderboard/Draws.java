package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

import org.peftboard.evaluator.contract.Result;

/**
 * A measured result drawn anew: as if other test items, other seeds and other repeats of the latency had come up.
 *
 * <p>The items of draw b are the same for every result of a board, so differences between results are paired. Seeds of training and repeats
 * of latency belong to one result and are drawn for it alone.
 *
 * @param scores    task score of each draw, 0 to 100
 * @param latencies latency as a multiple of the base model of each draw; the mean in every draw where there are too few repeats
 */
record Draws(double[] scores, double[] latencies) {

	static final int COUNT = 500;

	/** Least number of repeats that is drawn from. */
	private static final int LEAST_REPEATS = 5;

	static Draws of(String id, ItemScores.Scored scored) {
		double[] scores = new double[COUNT];
		SplittableRandom own = new SplittableRandom(id.hashCode());
		for (Map.Entry<String, ItemScores.Items> task : scored.tasks().entrySet()) {
			double[][] values = task.getValue().values();
			for (int draw = 0; draw < COUNT; draw++) {
				scores[draw] += 100 * mean(values, task.getKey(), draw, own) / scored.tasks().size();
			}
		}
		return new Draws(scores, latencies(scored.result().latency(), own));
	}

	private static double mean(double[][] values, String task, int draw, SplittableRandom own) {
		int items = values[0].length;
		double[] seedSums = new double[values.length];
		// the same numbers for every result with these items
		SplittableRandom shared = new SplittableRandom(31L * task.hashCode() + draw);
		for (int place = 0; place < items; place++) {
			int item = shared.nextInt(items);
			for (int seed = 0; seed < values.length; seed++) {
				seedSums[seed] += values[seed][item];
			}
		}
		double sum = 0;
		for (int place = 0; place < values.length; place++) {
			sum += seedSums[values.length == 1 ? 0 : own.nextInt(values.length)];
		}
		return sum / values.length / items;
	}

	/** Base and adapted model take turns, so a round is drawn as one. */
	private static double[] latencies(Result.LatencyReport report, SplittableRandom own) {
		int rounds = Math.min(report.base().millis().size(), report.unmerged().millis().size());
		double[] latencies = new double[COUNT];
		for (int draw = 0; draw < COUNT; draw++) {
			double base = 0;
			double adapted = 0;
			for (int place = 0; place < rounds && rounds >= LEAST_REPEATS; place++) {
				int round = own.nextInt(rounds);
				base += report.base().millis().get(round);
				adapted += report.unmerged().millis().get(round);
			}
			latencies[draw] = base > 0 ? adapted / base : report.unmergedToBase();
		}
		return latencies;
	}

	/** The 95 % interval of drawn values. */
	static Trust.Ends ends(double[] drawn) {
		double[] sorted = drawn.clone();
		Arrays.sort(sorted);
		return new Trust.Ends(sorted[(int) Math.floor(0.025 * (sorted.length - 1) + 0.5)], sorted[(int) Math.floor(0.975 * (sorted.length - 1) + 0.5)]);
	}

}
