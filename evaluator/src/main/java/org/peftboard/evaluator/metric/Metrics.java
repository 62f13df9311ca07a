package org.peftboard.evaluator.metric;

import java.util.List;
import java.util.stream.Stream;

import org.peftboard.evaluator.contract.Catalogue.MetricCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.metric.code.CodeBleu;

/** Every metric, in the order of the catalogue: one line each. */
public final class Metrics {

	public static final Registry<Metric> REGISTRY = new Registry<>("metric", List.of(
			new Accuracy(),
			new F1(),
			new PeftBenchF1(),
			new MacroF1(),
			new SklearnMacroF1(),
			new PeftBenchMacroF1(),
			new Matthews(),
			new Pearson(),
			new Spearman(),
			new ExactMatch(),
			new PeftBenchExactMatch(),
			new RecordF1(),
			new RecordExactMatch(),
			new MultiRcF1a(),
			new MultiRcF1m(),
			new MultiRcExactMatch(),
			new Gsm8kAccuracy(),
			new MetaMathQaAccuracy(),
			new SvampAccuracy(),
			new SvampAsPublished(),
			new SvampGoldEquation(),
			new Rouge1(RougeTokens.PLAIN),
			new Rouge2(RougeTokens.PLAIN),
			new RougeL(RougeTokens.PLAIN),
			new RougeLSum(RougeTokens.PLAIN),
			new Rouge1(RougeTokens.STEMMED),
			new Rouge2(RougeTokens.STEMMED),
			new RougeL(RougeTokens.STEMMED),
			new RougeLSum(RougeTokens.STEMMED),
			new Bleu(),
			new ChrF(),
			new CodeBleu(false),
			new CodeBleu(true)),
			metric -> metric.card().id());

	private Metrics() {
	}

	/**
	 * A metric for a task.
	 *
	 * @param labels label words in the task's order, empty for generation
	 * @throws Problem.Refused for an unknown id
	 */
	public static Metric of(String id, List<String> labels) {
		return REGISTRY.get(id).forLabels(labels);
	}

	/** The cards of all metrics, those of losses last. */
	public static List<MetricCard> cards() {
		return Stream.concat(REGISTRY.all().stream().map(Metric::card), TokenLosses.REGISTRY.all().stream()).toList();
	}

}
