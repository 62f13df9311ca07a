package org.peftboard.evaluator.task.standard;

import java.util.Map;
import org.peftboard.evaluator.hub.Row;

/**
 * SVAMP: answer a word problem with one equation. PEFT-Bench does not compare the answer ({@code svamp-as-published}); the main metric here does. The parts of
 * the answer are as the data has them, "( 290.0 / 2.0 ) = 145".
 */
public final class Svamp extends HubTask {

	public Svamp() {
		super(Sheet.of("svamp", "SVAMP", "Answer a word problem with one equation.")
			.parquet(HubData.SVAMP, null, "data", "train", 700, "test", 300)
			.asks("Answer following math question. The answer is always numerical. Respond only with a single equation with parentheses (e.g., (1 + 1) = 2).",
					"Question: {question_concat}\n", row -> "Question: " + question(row) + "\n")
			.answers("{Equation} = {Answer}", 64)
			.scored("svamp-accuracy", "svamp-accuracy-as-published", "svamp-gold-equation")
			.licence("MIT")
			.cited("Patel et al., SVAMP, 2021")
			.sample(Map.of("question_concat", "Mira has 3 lamps. She sells 1. How many are left?", "Equation", "( 3.0 - 1.0 )", "Answer", "2")));
	}

	/** body and question in one, as the hub has them, or joined where the data is the authors' own file */
	private static String question(Row row) {
		if (row.values().containsKey("question_concat")) {
			return row.text("question_concat");
		}
		String body = row.text("Body").strip();
		return body + (body.endsWith(".") ? " " : ". ") + row.text("Question");
	}

}
