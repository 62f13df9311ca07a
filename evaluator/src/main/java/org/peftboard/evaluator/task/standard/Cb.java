package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** CommitmentBank of SuperGLUE: does the hypothesis follow from the premise, contradict it, or neither? */
public final class Cb extends HubTask {

	public Cb() {
		super(Sheet.of("cb", "CommitmentBank", "Does the hypothesis follow from the premise, contradict it, or neither?")
			.parquet(HubData.SUPER_GLUE, "cb", "cb", "train", 250, "validation", 56)
			.asks("Classify the following premise and hypothesis pair into entailment, contradiction, and neutral classes. Respond only with the"
					+ " corresponding class.", "{premise}\n{hypothesis}\n")
			.labels(List.of("entailment", "contradiction", "neutral"), "label")
			.scoredByMacroF1()
			.licence("other; SuperGLUE's card refers to the licences of the datasets it is built on")
			.cited("De Marneffe et al., CommitmentBank, 2019; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("premise", "She did not think that the lamp was lit.", "hypothesis", "the lamp was lit", "label", 2)));
	}

}
