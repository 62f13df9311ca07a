package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Question NLI of GLUE: does the sentence answer the question? */
public final class Qnli extends HubTask {

	public Qnli() {
		super(Sheet.of("qnli", "Question NLI", "Does the sentence answer the question?")
			.parquet(HubData.GLUE, "qnli", "qnli", "train", 104_743, "validation", 5_463)
			.asks("Classify the following question and sentence pair into entailment and not_entailment classes. Respond only with the corresponding class.",
					"{question}\n{sentence}\n")
			.labels(List.of("entailment", "not_entailment"), "label")
			.scoredByF1()
			.licence("other; GLUE's card refers to the licences of the datasets it is built on")
			.cited("Rajpurkar et al., SQuAD, 2016; Wang et al., GLUE, 2018")
			.sample(Map.of("question", "Who lit the lamp?", "sentence", "Mira lit the lamp at dusk.", "label", 0)));
	}

}
