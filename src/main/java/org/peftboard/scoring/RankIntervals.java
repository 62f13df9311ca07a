package org.peftboard.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * How certain ranks are: intervals by the paired bootstrap, under the reader's weights. The twin of {@code uncertainty.js}.
 *
 * <p>The same resample of the test items holds for all rows, so what rows have in common cancels. A row without draws counts in every draw
 * with its one value. Tie groups have a fixed anchor, the best ranked row that is in no group yet: a row joins while the anchor is not ahead of it
 * in at least {@value #SEPARATED} of the draws; groups are never chained.
 */
public final class RankIntervals {

	private static final double SEPARATED = 0.975;

	private RankIntervals() {
	}

	/**
	 * By how much a row differs from its line in each draw.
	 *
	 * @param logScores of ln S
	 * @param latencies of the latency share
	 */
	public record Draws(double[] logScores, double[] latencies) {
	}

	/**
	 * The ranks that a row takes in 95 % of the draws.
	 *
	 * @param head id of the anchor of its tie group
	 */
	public record Range(int low, int high, String head) {
	}

	/**
	 * @param lines in the order of ids
	 * @param draws by row id, each of the same number
	 * @return by id, only of rows with draws
	 */
	public static Map<String, Range> of(List<Line> lines, Map<String, Draws> draws, int count, Weights weights) {
		double[] base = lines.stream().mapToDouble(line -> line.at(weights)).toArray();
		List<@Nullable Draws> known = new ArrayList<>();
		lines.forEach(line -> known.add(draws.get(line.id())));
		double[][] utilities = new double[count][];
		int[][] ranks = new int[lines.size()][count];
		for (int draw = 0; draw < count; draw++) {
			utilities[draw] = drawn(base, known, draw, weights);
			rankInto(utilities[draw], ranks, draw);
		}
		String[] heads = heads(lines, base, utilities);
		Map<String, Range> ranges = new HashMap<>();
		for (int index = 0; index < lines.size(); index++) {
			if (known.get(index) != null) {
				Arrays.sort(ranks[index]);
				ranges.put(lines.get(index).id(), new Range(ranks[index][place(count, 0.025)], ranks[index][place(count, 0.975)], heads[index]));
			}
		}
		return ranges;
	}

	private static double[] drawn(double[] base, List<@Nullable Draws> known, int draw, Weights weights) {
		double[] utilities = base.clone();
		for (int index = 0; index < utilities.length; index++) {
			Draws row = known.get(index);
			utilities[index] += row == null ? 0 : row.logScores[draw] - weights.beta() * row.latencies[draw];
		}
		return utilities;
	}

	/** The place of a percentile among sorted draws, the nearest one. */
	private static int place(int count, double share) {
		return (int) Math.floor(share * (count - 1) + 0.5);
	}

	private static void rankInto(double[] utilities, int[][] ranks, int draw) {
		int[] order = IntStream.range(0, utilities.length)
			.boxed()
			.sorted(Comparator.comparingDouble((Integer index) -> -utilities[index]))
			.mapToInt(Integer::intValue)
			.toArray();
		int rank = 1;
		for (int position = 0; position < order.length; position++) {
			rank = position == 0 || utilities[order[position]] != utilities[order[position - 1]] ? position + 1 : rank;
			ranks[order[position]][draw] = rank;
		}
	}

	private static String[] heads(List<Line> lines, double[] base, double[][] utilities) {
		List<Integer> order = IntStream.range(0, base.length)
			.boxed()
			.sorted(Comparator.comparingDouble((Integer index) -> -base[index]).thenComparing(index -> lines.get(index).id()))
			.toList();
		String[] heads = new String[base.length];
		int head = order.isEmpty() ? 0 : order.get(0);
		for (int index : order) {
			int anchor = head;
			long ahead = Arrays.stream(utilities).filter(drawn -> drawn[anchor] > drawn[index]).count();
			head = ahead >= SEPARATED * utilities.length ? index : head;
			heads[index] = lines.get(head).id();
		}
		return heads;
	}

}
