package org.peftboard.evaluator.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * MultiRC's exact match: share of questions all of whose answer options were judged right.
 *
 * <p>Options of one question share their id up to its last dot: {@code test-3.2.0} and {@code test-3.2.1} are two options of question {@code test-3.2}.
 * Options are read as in {@link MultiRcF1a}.
 */
final class MultiRcExactMatch implements Metric {

	@Override
	public MetricCard card() {
		return new MetricCard("multirc-exact-match", "Exact match (MultiRC)", true, "Share of questions all of whose answer options were judged right.",
				"Khashabi et al., MultiRC, 2018; agrees with Hugging Face's super_glue metric");
	}

	/** @throws IllegalArgumentException always: without ids it is unknown which options belong together */
	@Override
	public double score(List<String> expected, List<String> predicted) {
		throw new IllegalArgumentException("ids of metric multirc-exact-match: got none, need one for each answer option");
	}

	@Override
	public double score(List<String> ids, List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		Items.require(ids, expected);
		Map<String, Boolean> right = new LinkedHashMap<>();
		for (int index = 0; index < ids.size(); index++) {
			boolean hit = MultiRcF1a.isTrue(expected.get(index)) == MultiRcF1a.isTrue(predicted.get(index));
			right.merge(question(ids.get(index)), hit, Boolean::logicalAnd);
		}
		return right.values().stream().mapToDouble(all -> all ? 1 : 0).average().orElseThrow();
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

	static String question(String id) {
		int dot = id.lastIndexOf('.');
		return dot < 0 ? id : id.substring(0, dot);
	}

}
