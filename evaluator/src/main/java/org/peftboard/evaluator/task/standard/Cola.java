package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Corpus of linguistic acceptability of GLUE: is the sentence good English? */
public final class Cola extends HubTask {

	public Cola() {
		super(Sheet.of("cola", "Corpus of linguistic acceptability", "Is the sentence good English?")
			.parquet(HubData.GLUE, "cola", "cola", "train", 8_551, "validation", 1_043)
			.asks("Classify the following sentence into unacceptable and acceptable classes. Respond only with the corresponding class.", "{sentence}\n")
			.labels(List.of("unacceptable", "acceptable"), "label")
			.scoredByF1()
			.licence("other; GLUE's card refers to the licences of the datasets it is built on")
			.cited("Warstadt et al., CoLA, 2018; Wang et al., GLUE, 2018")
			.sample(Map.of("sentence", "The lamp lit Mira the.", "label", 0)));
	}

}
