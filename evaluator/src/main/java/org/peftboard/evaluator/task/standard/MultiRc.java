package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;
import org.peftboard.evaluator.hub.Row;
import tools.jackson.databind.JsonNode;

/**
 * MultiRC of SuperGLUE: does the answer answer the question about the paragraph? An example is one answer option; options of one question share their id up to
 * its last dot.
 */
public final class MultiRc extends HubTask {

	public MultiRc() {
		super(Sheet.of("multirc", "MultiRC", "Does the answer answer the question about the paragraph?")
			.parquet(HubData.SUPER_GLUE, "multirc", "multirc", "train", 27_243, "validation", 4_848)
			.asks("Based on the following paragraph, question, and answer, determine whether the answer answers the question. Respond only with the"
					+ " corresponding true or"
					+ " false.", "Paragraph: {paragraph}\n\nQuestion: {question}\n\nAnswer: {answer}\n")
			.labels(List.of("false", "true"), "label")
			.named(MultiRc::name)
			.scored("f1", "accuracy", "multirc-f1a", "multirc-f1m", "multirc-exact-match", "peft-bench-f1", "peft-bench-exact-match")
			.licence("other; SuperGLUE's card refers to the licences of the datasets it is built on")
			.cited("Khashabi et al., MultiRC, 2018; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("paragraph", "Mira lit the lamp at dusk.", "question", "Who lit the lamp?", "answer", "Mira", "label", 1, "idx",
					Map.of("paragraph", 0, "question", 0, "answer", 0))));
	}

	/** paragraph, question and answer of the data's own index */
	private static String name(Row row) {
		JsonNode index = row.tree("idx");
		return index.path("paragraph").asInt() + "." + index.path("question").asInt() + "." + index.path("answer").asInt();
	}

}
