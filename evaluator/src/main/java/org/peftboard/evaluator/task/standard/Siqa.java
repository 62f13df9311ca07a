package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Social IQA: which of three answers about people in a situation is likely? The data's labels are 1 to 3. */
public final class Siqa extends HubTask {

	public Siqa() {
		super(Sheet.of("siqa", "Social IQA", "Which of three answers about people in a situation is likely?")
			.converted(HubData.SOCIAL_IQA, "default", "train", 33_410, "validation", 1_954)
			.asks("Based on the context, question and provided choices, select the right answer. Respond only with the corresponding choices A, B, and C.",
					"Context: {context}\n\nQuestion: {question}\n\nChoices:\nA: {answerA}\nB: {answerB}\nC: {answerC}\n")
			.labels(List.of("A", "B", "C"), "label")
			.labelsFromOne()
			.scoredByMacroF1()
			.licence("CC BY 4.0 (its card on the hub); an older copy of the card has none")
			.cited("Sap et al., Social IQa, 2019")
			.sample(Map.of("context", "Mira gave Tomo her lamp.", "question", "How does Tomo feel?", "answerA", "thankful", "answerB", "robbed", "answerC",
					"cold", "label", "1")));
	}

}
