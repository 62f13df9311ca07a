package org.peftboard.evaluator.task.standard;

import java.util.Map;

/**
 * Semantic textual similarity of GLUE: how alike are two sentences, from 0 to 5? The score is written as the shortest text of the float32 that the files hold,
 * "3.8", where PEFT-Bench has the digits of its float64, "3.799999952316284".
 */
public final class Stsb extends HubTask {

	public Stsb() {
		super(Sheet.of("stsb", "Semantic textual similarity", "How alike are two sentences, from 0 to 5?")
			.parquet(HubData.GLUE, "stsb", "stsb", "train", 5_749, "validation", 1_500)
			.asks("Assign a similarity score from 0 to 5 to the following sentence pair. Respond only with the corresponding score.",
					"{sentence1}\n{sentence2}\n")
			.answers("{label}", 8, row -> String.valueOf((float) Double.parseDouble(row.text("label"))))
			.scored("pearson", "spearman")
			.licence("other; GLUE's card refers to the licences of the datasets it is built on")
			.cited("Cer et al., STS Benchmark, 2017; Wang et al., GLUE, 2018")
			.sample(Map.of("sentence1", "A woman lights a lamp.", "sentence2", "A lamp is lit.", "label", 3.8)));
	}

}
