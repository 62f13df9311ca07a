package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/**
 * Massive multitask language understanding: which of four answers is right? Trained on its auxiliary data, tested on the validation questions, as PEFT-Bench
 * does.
 */
public final class Mmlu extends HubTask {

	public Mmlu() {
		super(Sheet.of("mmlu", "MMLU", "Which of four answers to a question of an examination is right?")
			.parquet(HubData.MMLU, "all", "all", "auxiliary_train", 99_842, "validation", 1_531)
			.asks("Based on the question and provided choices, select the right answer. Respond only with the corresponding choices A, B, C, and D.",
					"Question: {question}\n\nChoices:\nA: {choices[0]}\nB: {choices[1]}\nC: {choices[2]}\nD: {choices[3]}\n")
			.labels(List.of("A", "B", "C", "D"), "answer")
			.scoredByMacroF1()
			.licence("MIT")
			.cited("Hendrycks et al., MMLU, 2021")
			.sample(Map.of("question", "What gives light?", "choices", List.of("a coin", "a lamp", "a chest", "a door"), "answer", 1)));
	}

}
