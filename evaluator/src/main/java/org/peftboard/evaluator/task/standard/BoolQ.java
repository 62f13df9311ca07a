package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** BoolQ of SuperGLUE: is the answer to the question, by the passage, yes? */
public final class BoolQ extends HubTask {

	public BoolQ() {
		super(Sheet.of("boolq", "BoolQ", "Is the answer to the question, by the passage, yes?")
			.parquet(HubData.SUPER_GLUE, "boolq", "boolq", "train", 9_427, "validation", 3_270)
			.asks("Based on the passage, respond to the following question with true or false. Respond only with the corresponding true or false.",
					"{question}\n{passage}\n")
			.labels(List.of("false", "true"), "label", "answer")
			.scoredByF1()
			.licence("CC BY-SA 3.0 (its authors); other (SuperGLUE's card)")
			.cited("Clark et al., BoolQ, 2019; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("question", "is the lamp lit", "passage", "The lamp on the hill is lit every evening.", "label", 1)));
	}

}
