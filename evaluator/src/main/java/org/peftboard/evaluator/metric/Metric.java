package org.peftboard.evaluator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/** A function of expected and predicted texts. */
public interface Metric {

	MetricCard card();

	/**
	 * The same metric for a task with these labels. Most metrics need none and give themselves; F1 counts the second label as the positive one.
	 *
	 * @param labels label words in the task's order, empty for generation
	 */
	default Metric forLabels(List<String> labels) {
		return this;
	}

	/**
	 * The value over all items.
	 *
	 * @return fraction, 0 to 1; −1 to 1 for correlations
	 * @throws IllegalArgumentException without items, or with unequal numbers of them: such a value is unknown, not 0
	 */
	double score(List<String> expected, List<String> predicted);

	/**
	 * The value over all items whose ids say which of them belong together; only MultiRC's exact match asks.
	 *
	 * @param ids one for each item
	 */
	default double score(List<String> ids, List<String> expected, List<String> predicted) {
		return score(expected, predicted);
	}

	/** The value of one item, 0 to 1; empty where the metric is one of the whole list only, as macro-F1 is. */
	OptionalDouble item(String expected, String predicted);

	/** The value over picked items, some of them several times: what {@link Bootstrap} asks for many times over. */
	default ToDoubleFunction<int[]> resampled(List<String> expected, List<String> predicted) {
		return picks -> score(picked(expected, picks), picked(predicted, picks));
	}

	private static List<String> picked(List<String> texts, int[] picks) {
		return Arrays.stream(picks).mapToObj(texts::get).toList();
	}

}
