package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Stanford sentiment treebank of GLUE: is the sentence of a review negative or positive? */
public final class Sst2 extends HubTask {

	public Sst2() {
		super(Sheet.of("sst2", "Stanford sentiment treebank", "Is the sentence of a review negative or positive?")
			.parquet(HubData.GLUE, "sst2", "sst2", "train", 67_349, "validation", 872)
			.asks("Classify the following sentence into negative and positive classes. Respond only with the corresponding class.", "{sentence}\n")
			.labels(List.of("negative", "positive"), "label")
			.scoredByF1()
			.licence("other; GLUE's card refers to the licences of the datasets it is built on")
			.cited("Socher et al., 2013; Wang et al., GLUE, 2018")
			.sample(Map.of("sentence", "a warm and bright little lamp", "label", 1)));
	}

}
