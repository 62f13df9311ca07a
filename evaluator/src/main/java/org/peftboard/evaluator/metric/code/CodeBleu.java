package org.peftboard.evaluator.metric.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;
import org.peftboard.evaluator.metric.NGrams;
import org.peftboard.evaluator.metric.PeftBench;
import org.peftboard.evaluator.metric.SumMetric;

/**
 * CodeBLEU for Python: a quarter each of BLEU, of BLEU whose words weigh 1 where they are keywords and 0.2 elsewhere, of matching syntax, of matching data
 * flow. Sums over all items, one expected text an item.
 *
 * <p>Words are what white space parts. BLEU: precision of runs of 1 to 4 words with 0.1 in place of 0 matches, brevity penalty; the weighted one divides by
 * the runs of the <em>expected</em> text, so it is a recall. Syntax: share of the expected text's subtrees, by the shape of their named nodes, that the
 * prediction has too. Data flow: share of the expected text's edges ({@link PythonDataFlow}) that the prediction has, each taken once. Comments and
 * docstrings are left out of the last two ({@link PythonSource}). No common word makes both BLEUs 0.
 *
 * <p>As in the original, a data flow of 0 counts as 1, whether the expected texts have none or none of it was matched: over a test split it is hardly ever 0.
 *
 * <p>Source: Ren et al., CodeBLEU: a Method for Automatic Evaluation of Code Synthesis, 2020; as the Python package {@code codebleu}, weights 0.25 each.
 */
public final class CodeBleu extends SumMetric {

	private static final int ORDER = 4;

	private static final double SMOOTHING = 0.1;

	private static final double PLAIN_WEIGHT = 0.2;

	private static final Set<String> KEYWORDS = Set.of("False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
			"del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
			"raise", "return", "try", "while", "with", "yield", "match", "case", "type");

	private final boolean asPublished;

	/** @param asPublished whether texts are lower-cased first, as PEFT-Bench does, keywords and names alike */
	public CodeBleu(boolean asPublished) {
		this.asPublished = asPublished;
	}

	/** The four parts and what they make together, 0 to 1. */
	record Parts(double words, double weightedWords, double syntax, double dataFlow) {

		double together() {
			return (words + weightedWords + syntax + (dataFlow == 0 ? 1 : dataFlow)) / 4;
		}

	}

	@Override
	public MetricCard card() {
		return asPublished
				? new MetricCard("peft-bench-codebleu", "CodeBLEU (PEFT-Bench)", true,
						"CodeBLEU of lower-cased Python: words, weighted words, syntax and data flow, a quarter each.",
						"PEFT-Bench, compute_metrics.py; Ren et al., CodeBLEU, 2020")
				: new MetricCard("codebleu", "CodeBLEU", true, "Likeness of Python code in words, weighted words, syntax and data flow, a quarter each.",
						"Ren et al., CodeBLEU, 2020; as the Python package codebleu");
	}

	/** for each length matches and runs, weighted matches and weighted runs; then words predicted and expected, subtrees and edges with their matches */
	@Override
	protected double[] statistics(String expected, String predicted) {
		String wanted = prepared(expected);
		String given = prepared(predicted);
		double[] statistics = new double[4 * ORDER + 6];
		countWords(words(wanted), words(given), statistics);
		countTrees(PythonSource.withoutComments(wanted), PythonSource.withoutComments(given), statistics);
		return statistics;
	}

	private String prepared(String text) {
		return asPublished ? PeftBench.text(text) : text.strip();
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.split("(?U)\\s+")).filter(word -> !word.isEmpty()).toList();
	}

	private static void countWords(List<String> wanted, List<String> given, double[] statistics) {
		for (int n = 1; n <= ORDER; n++) {
			int place = 4 * (n - 1);
			Map<List<String>, Integer> wantedRuns = NGrams.of(wanted, n);
			Map<List<String>, Integer> givenRuns = NGrams.of(given, n);
			statistics[place] = NGrams.common(givenRuns, wantedRuns);
			statistics[place + 1] = Math.max(1, NGrams.total(givenRuns));
			statistics[place + 2] = weight(wantedRuns, givenRuns);
			statistics[place + 3] = Math.max(1, weight(wantedRuns, wantedRuns));
		}
		statistics[4 * ORDER] = given.size();
		statistics[4 * ORDER + 1] = wanted.size();
	}

	/** Runs that both have; single words by weight. */
	private static double weight(Map<List<String>, Integer> runs, Map<List<String>, Integer> other) {
		return runs.entrySet()
			.stream()
			.mapToDouble(run -> Math.min(run.getValue(), other.getOrDefault(run.getKey(), 0)) * weight(run.getKey()))
			.sum();
	}

	private static double weight(List<String> run) {
		return run.size() > 1 || KEYWORDS.contains(run.get(0)) ? 1 : PLAIN_WEIGHT;
	}

	private static void countTrees(String wanted, String given, double[] statistics) {
		Shapes shapes = new Shapes();
		SyntaxNode wantedTree = SyntaxNode.parse(wanted);
		SyntaxNode givenTree = SyntaxNode.parse(given);
		List<Integer> wantedShapes = shapes.of(wantedTree);
		Set<Integer> givenShapes = new HashSet<>(shapes.of(givenTree));
		statistics[4 * ORDER + 2] = wantedShapes.stream().filter(givenShapes::contains).count();
		statistics[4 * ORDER + 3] = wantedShapes.size();
		List<PythonDataFlow.Edge> edges = PythonDataFlow.of(wantedTree, wanted);
		List<PythonDataFlow.Edge> left = new ArrayList<>(PythonDataFlow.of(givenTree, given));
		statistics[4 * ORDER + 4] = edges.stream().filter(left::remove).count();
		statistics[4 * ORDER + 5] = edges.size();
	}

	@Override
	protected double score(double[] sums) {
		return parts(sums).together();
	}

	static Parts parts(double[] sums) {
		double syntax = sums[4 * ORDER + 2] / sums[4 * ORDER + 3];
		double dataFlow = sums[4 * ORDER + 5] == 0 ? 0 : sums[4 * ORDER + 4] / sums[4 * ORDER + 5];
		return new Parts(bleu(sums, 0), bleu(sums, 2), syntax, dataFlow);
	}

	private static double bleu(double[] sums, int offset) {
		if (sums[offset] == 0) {
			return 0;
		}
		double logarithms = 0;
		for (int n = 0; n < ORDER; n++) {
			double matches = sums[4 * n + offset];
			logarithms += Math.log((matches == 0 ? SMOOTHING : matches) / sums[4 * n + offset + 1]);
		}
		double given = sums[4 * ORDER];
		double wanted = sums[4 * ORDER + 1];
		double penalty = given > wanted ? 1 : Math.exp(1 - wanted / given);
		return penalty * Math.exp(logarithms / ORDER);
	}

}
