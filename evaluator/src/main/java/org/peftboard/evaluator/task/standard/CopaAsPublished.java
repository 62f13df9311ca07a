package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** COPA as PEFT-Bench renders it: the prompt does not say whether cause or effect is asked for. */
public final class CopaAsPublished extends HubTask {

	public CopaAsPublished() {
		super(Sheet.of("copa-as-published", "COPA", "Which of two sentences is the cause, or the effect, of the premise?")
			.parquet(HubData.SUPER_GLUE, "copa", "copa", "train", 400, "validation", 100)
			.asks("Based on the following premise and choice pair, select the plausible alternative from the choice pair. Respond only with the"
					+ " corresponding choice1 or choice2.",
					"Premise: {premise}\n\nChoice1: {choice1}\n\nChoice2: {choice2}\n")
			.labels(List.of("choice1", "choice2"), "label")
			.scored("peft-bench-f1", "f1", "accuracy", "matthews", "peft-bench-exact-match")
			.licence("other (SuperGLUE's card); BSD (a secondary source)")
			.cited("Roemmele et al., COPA, 2011; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("premise", "The room was bright.", "choice1", "The lamp was lit.", "choice2", "The door was shut.", "question", "cause", "label",
					0)));
	}

}
