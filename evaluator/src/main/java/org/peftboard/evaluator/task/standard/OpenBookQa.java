package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** OpenBookQA: which of four answers to a question of elementary science is right? */
public final class OpenBookQa extends HubTask {

	public OpenBookQa() {
		super(Sheet.of("openbookqa", "OpenBookQA", "Which of four answers to a question of elementary science is right?")
			.parquet(HubData.OPEN_BOOK_QA, "main", "main", "train", 4_957, "validation", 500)
			.asks("Based on the question and provided choices, select the right answer. Respond only with the corresponding choices A, B, C, and D.",
					"Question: {question_stem}\n\nChoices:\nA: {choices.text[0]}\nB: {choices.text[1]}\nC: {choices.text[2]}\nD: {choices.text[3]}\n")
			.labels(List.of("A", "B", "C", "D"), "answerKey")
			.scoredByMacroF1()
			.licence("unknown (its card on the hub)")
			.cited("Mihaylov et al., OpenBookQA, 2018")
			.sample(Map.of("question_stem", "What gives light?", "choices", Map.of("text", List.of("a coin", "a lamp", "a chest", "a door")), "answerKey",
					"B")));
	}

}
