package org.peftboard.evaluator.task.standard;

import java.util.Map;

/** CoNaLa (curated): write a line of Python for an intent. */
public final class Conala extends HubTask {

	public Conala() {
		super(Sheet.of("conala", "CoNaLa", "Write a line of Python for an intent.")
			.converted("neulab/conala", "curated", "train", 2_379, "test", 500)
			.asks("Based on the following instruction, generate a valid Python code that answers it.", "{rewritten_intent}\n")
			.answers("{snippet}", 256)
			.scored("codebleu", "peft-bench-codebleu", "bleu")
			.licence("MIT (from memory, not verified)")
			.cited("Yin et al., CoNaLa, 2018")
			.sample(Map.of("rewritten_intent", "sort list `lamps` by length", "snippet", "lamps.sort(key=len)")));
	}

}
