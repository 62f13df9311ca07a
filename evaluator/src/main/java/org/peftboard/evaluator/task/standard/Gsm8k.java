package org.peftboard.evaluator.task.standard;

import java.util.Map;

/** GSM8K: solve a word problem step by step; the answer stands after "####". */
public final class Gsm8k extends HubTask {

	public Gsm8k() {
		super(Sheet.of("gsm8k", "GSM8K", "Solve a word problem step by step; the answer stands after ####.")
			.parquet(HubData.GSM8K, "main", "main", "train", 7_473, "test", 1_319)
			.asks("Answer following math question. The answer is always numerical. Mark your final answer with a newline starting with '####'.", "{question}\n")
			.answers("{answer}", 512)
			.scored("gsm8k-accuracy", "metamathqa-accuracy")
			.licence("MIT")
			.cited("Cobbe et al., GSM8K, 2021")
			.sample(Map.of("question", "Mira has 3 lamps and buys 2 more. How many has she?", "answer", "Mira has 3 + 2 = <<3+2=5>>5 lamps.\n#### 5")));
	}

}
