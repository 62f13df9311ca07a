package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.peftboard.evaluator.hub.Row;

/**
 * HellaSwag as PEFT-Bench renders it: the two parts of the beginning joined, the second with a capital letter and the rest of it small, and a comma after
 * them.
 */
public final class HellaSwagAsPublished extends HubTask {

	public HellaSwagAsPublished() {
		super(Sheet.of("hellaswag-as-published", "HellaSwag", "Which of four endings goes with the beginning?")
			.parquet(HubData.HELLASWAG, null, "data", "train", 39_905, "validation", 10_042)
			.asks("Based on the sentence and provided endings, select the correct ending that finishes the sentence correctly. Respond only with the"
					+ " corresponding ending1,"
					+ " ending2, ending3, and ending4.",
							"Sentence: {ctx_a} {ctx_b},\n\nEnding1: {endings[0]}\nEnding2: {endings[1]}\nEnding3: {endings[2]}\nEnding4: {endings[3]}\n",
									HellaSwagAsPublished::prompt)
			.labels(List.of("ending1", "ending2", "ending3", "ending4"), "label")
			.scored("peft-bench-macro-f1", "macro-f1", "accuracy", "sklearn-macro-f1", "peft-bench-exact-match")
			.licence("MIT")
			.cited("Zellers et al., HellaSwag, 2019")
			.sample(Map.of("ctx", "Mira holds a match. She", "ctx_a", "Mira holds a match.", "ctx_b", "she", "endings",
					List.of("lights the lamp.", "eats the hill.", "is a coin.", "rains."), "label", "0")));
	}

	private static String prompt(Row row) {
		String second = row.text("ctx_b");
		String capitalised = second.isEmpty() ? "" : second.substring(0, 1).toUpperCase(Locale.ROOT) + second.substring(1).toLowerCase(Locale.ROOT);
		String endings = new Template("Ending1: {endings[0]}\nEnding2: {endings[1]}\nEnding3: {endings[2]}\nEnding4: {endings[3]}\n").of(row);
		return "Sentence: " + row.text("ctx_a") + " " + capitalised + ",\n\n" + endings;
	}

}
