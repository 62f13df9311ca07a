package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/**
 * MultiNLI of GLUE: does the hypothesis follow from the premise, contradict it, or neither? Tested on the mismatched half of the validation data, as PEFT-Bench
 * does (its table has the size of the matched half).
 */
public final class Mnli extends HubTask {

	public Mnli() {
		super(Sheet.of("mnli", "MultiNLI", "Does the hypothesis follow from the premise, contradict it, or neither?")
			.parquet(HubData.GLUE, "mnli", "mnli", "train", 392_702, "validation_mismatched", 9_832)
			.asks("Classify the following premise and hypothesis pair into entailment, neutral, and contradiction classes. Respond only with the"
					+ " corresponding class.", "{premise}\n{hypothesis}\n")
			.labels(List.of("entailment", "neutral", "contradiction"), "label")
			.scoredByMacroF1()
			.licence("other (GLUE's card); CC BY 3.0, CC BY-SA 3.0, MIT and other (MultiNLI's card)")
			.cited("Williams et al., MultiNLI, 2018; Wang et al., GLUE, 2018")
			.sample(Map.of("premise", "The lamp on the hill is lit.", "hypothesis", "The hill is dark.", "label", 2)));
	}

}
