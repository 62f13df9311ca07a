package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Microsoft paraphrase corpus of GLUE: do two sentences say the same? */
public final class Mrpc extends HubTask {

	public Mrpc() {
		super(Sheet.of("mrpc", "Microsoft paraphrase corpus", "Do two sentences say the same?")
			.parquet(HubData.GLUE, "mrpc", "mrpc", "train", 3_668, "validation", 408)
			.asks("Classify the following sentence pair into not_equivalent and equivalent classes. Respond only with the corresponding class.",
					"{sentence1|#1 String}\n{sentence2|#2 String}\n")
			.labels(List.of("not_equivalent", "equivalent"), "label", "Quality")
			.scoredByF1()
			.licence("Microsoft Research Shared Source license (MSR-SSLA), research use; other (GLUE's card)")
			.cited("Dolan and Brockett, 2005; Wang et al., GLUE, 2018")
			.sample(Map.of("sentence1", "Mira sold the lamp.", "sentence2", "The lamp was sold by Mira.", "label", 1)));
	}

}
