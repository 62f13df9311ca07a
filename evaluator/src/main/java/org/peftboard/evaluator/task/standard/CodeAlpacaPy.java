package org.peftboard.evaluator.task.standard;

import java.util.Map;

/** The Python part of CodeAlpaca: write Python for an instruction. */
public final class CodeAlpacaPy extends HubTask {

	public CodeAlpacaPy() {
		super(Sheet.of("codealpacapy", "CodeAlpaca (Python)", "Write Python for an instruction.")
			.parquet(HubData.CODE_ALPACA_PYTHON, null, "data", "train", 8_477, "test", 942)
			.asks("Based on the following instruction, generate a valid Python code that answers it.", "{prompt}\n")
			.answers("{response}", 512)
			.scored("codebleu", "peft-bench-codebleu", "bleu")
			.licence("not known here; see its card on the hub")
			.cited("Chaudhary, Code Alpaca, 2023")
			.sample(Map.of("prompt", "Count the lamps in a list.", "response", "def count(lamps):\n    return len(lamps)")));
	}

}
