package org.peftboard.evaluator.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * MultiRC's F1m: of each question the macro-F1 of "true" and "false" over its answer options, then the mean over questions.
 *
 * <p>Options of one question share their id up to its last dot, as in {@link MultiRcExactMatch}; a value that is neither expected nor predicted among a
 * question's options does not count.
 */
final class MultiRcF1m implements Metric {

	@Override
	public MetricCard card() {
		return new MetricCard("multirc-f1m", "F1m (MultiRC)", true, "Mean over questions of the macro-F1 over their answer options.",
				"Khashabi et al., MultiRC, 2018; agrees with Hugging Face's super_glue metric");
	}

	/** @throws IllegalArgumentException always: without ids it is unknown which options belong together */
	@Override
	public double score(List<String> expected, List<String> predicted) {
		throw new IllegalArgumentException("ids of metric multirc-f1m: got none, need one for each answer option");
	}

	@Override
	public double score(List<String> ids, List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		Items.require(ids, expected);
		Map<String, List<Integer>> questions = new LinkedHashMap<>();
		IntStream.range(0, ids.size())
			.forEach(index -> questions.computeIfAbsent(MultiRcExactMatch.question(ids.get(index)), unknown -> new ArrayList<>()).add(index));
		return questions.values().stream().mapToDouble(options -> macroF1(truths(expected, options), truths(predicted, options))).average().orElseThrow();
	}

	private static List<String> truths(List<String> texts, List<Integer> options) {
		return options.stream().map(option -> String.valueOf(MultiRcF1a.isTrue(texts.get(option)))).toList();
	}

	private static double macroF1(List<String> expected, List<String> predicted) {
		ConfusionMatrix matrix = ConfusionMatrix.of(expected, predicted);
		return matrix.labels().stream().mapToDouble(matrix::f1).average().orElseThrow();
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

}
