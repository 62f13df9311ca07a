package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/**
 * HellaSwag: which of four endings goes with the beginning? The beginning is the data's own column; PEFT-Bench joins it anew, with a comma after it
 * ({@link HellaSwagAsPublished}).
 */
public final class HellaSwag extends HubTask {

	public HellaSwag() {
		super(Sheet.of("hellaswag", "HellaSwag", "Which of four endings goes with the beginning?")
			.parquet(HubData.HELLASWAG, null, "data", "train", 39_905, "validation", 10_042)
			.asks("Based on the sentence and provided endings, select the correct ending that finishes the sentence correctly. Respond only with the"
					+ " corresponding ending1,"
					+ " ending2, ending3, and ending4.",
							"Sentence: {ctx}\n\nEnding1: {endings[0]}\nEnding2: {endings[1]}\nEnding3: {endings[2]}\nEnding4: {endings[3]}\n")
			.labels(List.of("ending1", "ending2", "ending3", "ending4"), "label")
			.scoredByMacroF1()
			.licence("MIT")
			.cited("Zellers et al., HellaSwag, 2019")
			.sample(Map.of("ctx", "Mira holds a match. She", "ctx_a", "Mira holds a match.", "ctx_b", "she", "endings",
					List.of("lights the lamp.", "eats the hill.", "is a coin.", "rains."), "label", "0")));
	}

}
