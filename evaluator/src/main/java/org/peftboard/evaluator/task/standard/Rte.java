package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Recognizing textual entailment of GLUE: does the second sentence follow from the first? */
public final class Rte extends HubTask {

	public Rte() {
		super(Sheet.of("rte", "Recognizing textual entailment", "Does the second sentence follow from the first?")
			.parquet(HubData.GLUE, "rte", "rte", "train", 2_490, "validation", 277)
			.asks("Classify the following sentence pair into entailment and not_entailment classes. Respond only with the corresponding class.",
					"{sentence1|premise}\n{sentence2|hypothesis}\n")
			.labels(List.of("entailment", "not_entailment"), "label")
			.scoredByF1()
			.licence("not stated by its authors; other (GLUE's card)")
			.cited("Dagan et al., PASCAL RTE, 2006 to 2009; Wang et al., GLUE, 2018")
			.sample(Map.of("sentence1", "Mira sold the lamp to Tomo.", "sentence2", "Tomo has a lamp.", "label", 0)));
	}

}
