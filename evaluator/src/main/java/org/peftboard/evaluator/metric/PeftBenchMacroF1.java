package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;

/**
 * Macro-F1 as PEFT-Bench publishes it: a prediction that is no label counts as the second label, or as the first where the second was expected; case does
 * not count; labels that were neither expected nor predicted are left out of the mean.
 *
 * <p>With more than two labels this gives all invalid predictions to one of two labels, whose F1 suffers for all. Texts are prepared as {@link PeftBench}
 * says.
 */
final class PeftBenchMacroF1 implements Metric {

	private static final String ID = "peft-bench-macro-f1";

	private final List<String> labels;

	PeftBenchMacroF1() {
		this(List.of());
	}

	private PeftBenchMacroF1(List<String> labels) {
		this.labels = labels;
	}

	@Override
	public MetricCard card() {
		return new MetricCard(ID, "Macro-F1 (PEFT-Bench)", true,
				"Mean of the F1 values of the labels; a prediction that is no label counts as the second label, or the first where the second was expected.",
				"PEFT-Bench, compute_metrics.py");
	}

	@Override
	public Metric forLabels(List<String> labels) {
		return new PeftBenchMacroF1(PeftBench.lowerCased(Labels.several(ID, labels)));
	}

	@Override
	public double score(List<String> expected, List<String> predicted) {
		Items.require(expected, predicted);
		Labels.several(ID, labels);
		List<String> wanted = expected.stream().map(PeftBench::first16).toList();
		List<String> given = IntStream.range(0, wanted.size())
			.mapToObj(index -> PeftBench.labelOr(PeftBench.first16(predicted.get(index)), wanted.get(index), labels))
			.toList();
		ConfusionMatrix matrix = ConfusionMatrix.of(wanted, given);
		return matrix.labels().stream().mapToDouble(matrix::f1).average().orElseThrow();
	}

	@Override
	public OptionalDouble item(String expected, String predicted) {
		return OptionalDouble.empty();
	}

}
