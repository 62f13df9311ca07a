package org.peftboard.evaluator.metric;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each label was expected, was predicted, and was both; items may weigh more or less than 1.
 *
 * <p>Where a denominator is 0 (a label that was never predicted has no precision) the value is 0, as scikit-learn's {@code zero_division=0}.
 */
final class ConfusionMatrix {

	private final Map<String, Double> expected = new TreeMap<>();

	private final Map<String, Double> predicted = new HashMap<>();

	private final Map<String, Double> hits = new HashMap<>();

	private double total;

	private ConfusionMatrix() {
	}

	static ConfusionMatrix of(List<String> expected, List<String> predicted) {
		return of(expected, predicted, Collections.nCopies(expected.size(), 1.0));
	}

	static ConfusionMatrix of(List<String> expected, List<String> predicted, List<Double> weights) {
		Items.require(expected, predicted);
		ConfusionMatrix matrix = new ConfusionMatrix();
		for (int index = 0; index < expected.size(); index++) {
			matrix.add(expected.get(index), predicted.get(index), weights.get(index));
		}
		return matrix;
	}

	private void add(String label, String prediction, double weight) {
		expected.merge(label, weight, Double::sum);
		predicted.merge(prediction, weight, Double::sum);
		if (label.equals(prediction)) {
			hits.merge(label, weight, Double::sum);
		}
		total += weight;
	}

	/** The labels that were expected, in alphabetical order. */
	SortedSet<String> expectedLabels() {
		return new TreeSet<>(expected.keySet());
	}

	/** The labels that were expected or predicted, in alphabetical order. */
	SortedSet<String> labels() {
		SortedSet<String> labels = expectedLabels();
		labels.addAll(predicted.keySet());
		return labels;
	}

	double expected(String label) {
		return expected.getOrDefault(label, 0.0);
	}

	double predicted(String label) {
		return predicted.getOrDefault(label, 0.0);
	}

	double hits(String label) {
		return hits.getOrDefault(label, 0.0);
	}

	double total() {
		return total;
	}

	/** hits ÷ predicted */
	double precision(String label) {
		return ratio(hits(label), predicted(label));
	}

	/** hits ÷ expected */
	double recall(String label) {
		return ratio(hits(label), expected(label));
	}

	/** 2 · hits ÷ (expected + predicted) */
	double f1(String label) {
		return ratio(2 * hits(label), expected(label) + predicted(label));
	}

	/** share of the weight that was hit */
	double accuracy() {
		return ratio(allHits(), total);
	}

	/** Matthews' coefficient for any number of labels; 0 where all items are expected, or predicted, to be one label. */
	double matthews() {
		double both = covariance(expected, predicted);
		double within = Math.sqrt(covariance(expected, expected)) * Math.sqrt(covariance(predicted, predicted));
		return ratio(allHits() * total - (total * total - both), within);
	}

	/** total² less the sum over labels of the product of their weights */
	private double covariance(Map<String, Double> one, Map<String, Double> other) {
		double products = one.entrySet().stream().mapToDouble(entry -> entry.getValue() * other.getOrDefault(entry.getKey(), 0.0)).sum();
		return total * total - products;
	}

	private double allHits() {
		return hits.values().stream().mapToDouble(Double::doubleValue).sum();
	}

	private static double ratio(double part, double whole) {
		return whole == 0 ? 0 : part / whole;
	}

}
