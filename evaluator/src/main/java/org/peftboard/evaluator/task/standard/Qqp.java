package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Quora question pairs of GLUE: do two questions ask the same? */
public final class Qqp extends HubTask {

	public Qqp() {
		super(Sheet.of("qqp", "Quora question pairs", "Do two questions ask the same?")
			.parquet(HubData.GLUE, "qqp", "qqp", "train", 363_846, "validation", 40_430)
			.asks("Classify the following question pair into duplicate and not_duplicate classes. Respond only with the corresponding class.",
					"{question1}\n{question2}\n")
			.labels(List.of("not_duplicate", "duplicate"), "label")
			.scoredByF1()
			.licence("other; GLUE's card refers to the licences of the datasets it is built on")
			.cited("Iyer et al., Quora Question Pairs, 2017; Wang et al., GLUE, 2018")
			.sample(Map.of("question1", "How do I light a lamp?", "question2", "How is a lamp lit?", "label", 1)));
	}

}
