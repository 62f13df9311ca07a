package org.peftboard.evaluator.task.standard;

import java.util.Map;
import org.peftboard.evaluator.task.Split;

/**
 * Hugging Face's comparison: trained on MetaMathQA without its long rows (question, a space and answer above 1,300 characters), validated on 50 training
 * problems of GSM8K and tested on its test problems. The original draws the 50; here they are the first.
 */
public final class MetaMathQa extends HubTask {

	public MetaMathQa() {
		super(Sheet.of("metamathqa", "MetaMathQA to GSM8K", "Solve word problems after training on rewritten ones.")
			.data(Split.TRAIN, HubData.META_MATH_QA, null, "MetaMathQA-395K.json", "train", 395_000)
			.data(Split.VALIDATION, HubData.GSM8K, "main", "main/train-*.parquet", "gsm8k-train", 7_473)
			.data(Split.TEST, HubData.GSM8K, "main", "main/test-*.parquet", "gsm8k-test", 1_319)
			.firstOfValidation(50)
			.keeping(row -> (row.text("query") + " " + row.text("response")).codePoints().count() <= 1300)
			.asks("", "Question: {query|question} Think step by step.\nAnswer:")
			.answers("{response|answer}", 300)
			.scored("metamathqa-accuracy", "gsm8k-accuracy")
			.licence("MIT")
			.cited("Yu et al., MetaMath, 2023; Cobbe et al., GSM8K, 2021")
			.sample(Map.of("query", "Mira has 3 lamps and buys 2 more. How many has she?", "response", " She has 3 + 2 = 5 lamps. The answer is: 5")));
	}

}
