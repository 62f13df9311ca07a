package org.peftboard.evaluator.task.standard;

import java.util.Map;
import org.peftboard.evaluator.task.Split;

/** CoNaLa (curated): write a line of Python for an intent. */
public final class Conala extends HubTask {

	public Conala() {
		super(Sheet.of("conala", "CoNaLa", "Write a line of Python for an intent.")
			.data(Split.TRAIN, HubData.CONALA, "curated", "data/conala-paired-train.json", "train", 2_379)
			.data(Split.TEST, HubData.CONALA, "curated", "data/conala-paired-test.json", "test", 500)
			.asks("Based on the following instruction, generate a valid Python code that answers it.", "{rewritten_intent}\n")
			.answers("{snippet}", 256)
			.scored("codebleu", "peft-bench-codebleu", "bleu")
			.licence("MIT (its card on the hub); questions and answers of Stack Overflow, CC BY-SA")
			.cited("Yin et al., CoNaLa, 2018")
			.sample(Map.of("rewritten_intent", "sort list `lamps` by length", "snippet", "lamps.sort(key=len)")));
	}

}
