package org.peftboard.evaluator.metric;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Spearman's rank correlation of expected and predicted numbers, −1 to 1: {@link Pearson} of the ranks, equal numbers sharing the mean of their ranks.
 *
 * <p>A text that is no finite number counts as −1. 0 where one side is constant.
 */
final class Spearman implements Metric {

	@Override
	public MetricCard card() {
		return new MetricCard("spearman", "Spearman correlation", true, "Rank correlation of expected and predicted numbers, −1 to 1.",
				"usual definition; agrees with scipy's spearmanr; a text that is no number counts as −1, as in PEFT-Bench");
	}

	@Override
	public double score(List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		return Pearson.correlation(ranks(Numbers.ofEach(expected)), ranks(Numbers.ofEach(predicted)));
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

	private static double[] ranks(double[] values) {
		int[] order = IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(index -> values[index])).mapToInt(index -> index).toArray();
		double[] ranks = new double[values.length];
		for (int from = 0, to; from < order.length; from = to) {
			to = from + 1;
			while (to < order.length && values[order[to]] == values[order[from]]) {
				to++;
			}
			for (int place = from; place < to; place++) {
				ranks[order[place]] = (from + to - 1) / 2.0 + 1;
			}
		}
		return ranks;
	}

}
