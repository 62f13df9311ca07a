package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/**
 * COPA of SuperGLUE: which of two sentences is the cause, or the effect, of the premise? The prompt says which of the two is asked for, which PEFT-Bench's
 * leaves out ({@link CopaAsPublished}).
 */
public final class Copa extends HubTask {

	public Copa() {
		super(Sheet.of("copa", "COPA", "Which of two sentences is the cause, or the effect, of the premise?")
			.parquet(HubData.SUPER_GLUE, "copa", "copa", "train", 400, "validation", 100)
			.asks("Based on the following premise and choice pair, select the plausible alternative from the choice pair. Respond only with the"
					+ " corresponding choice1 or choice2.",
					"Premise: {premise}\n\nQuestion: what was the {question}?\n\nChoice1: {choice1}\n\nChoice2: {choice2}\n")
			.labels(List.of("choice1", "choice2"), "label")
			.scoredByF1()
			.licence("other (SuperGLUE's card); BSD (a secondary source)")
			.cited("Roemmele et al., COPA, 2011; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("premise", "The room was bright.", "choice1", "The lamp was lit.", "choice2", "The door was shut.", "question", "cause", "label",
					0)));
	}

}
