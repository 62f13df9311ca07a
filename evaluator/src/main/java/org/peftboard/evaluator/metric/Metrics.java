package org.peftboard.evaluator.metric;

import java.util.List;

import org.peftboard.evaluator.contract.Registry;

/** Every metric, in the order of the catalogue: one line each. */
public final class Metrics {

	public static final Registry<Metric> REGISTRY = new Registry<>("metric",
			List.of(new Accuracy(), new MacroF1(), new ExactMatch(), new Rouge1(), new Rouge2(), new RougeL()),
			metric -> metric.card().id());

	private Metrics() {
	}

}
