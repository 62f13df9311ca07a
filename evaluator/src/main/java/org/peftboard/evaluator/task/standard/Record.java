package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;
import org.peftboard.evaluator.hub.Row;

/**
 * ReCoRD of SuperGLUE: which name of the passage stands for the placeholder in the query? A training example for each right answer; elsewhere one example, an
 * answer a line. Highlights of the passage become sentences, as in T5.
 */
public final class Record extends HubTask {

	public Record() {
		super(Sheet.of("record", "ReCoRD", "Which name of the passage stands for the placeholder in the query?")
			.parquet(HubData.SUPER_GLUE, "record", "record", "train", 100_730, "validation", 10_000)
			.asks("Based on the following query, entities, and passage, replace the @placeholder in the query. Respond only with the correct replacement.",
					"Query: {query}\n\nEntities: {entities}\n\nPassage: {passage}\n", Record::prompt)
			.answers("{answers}", 64, Sheet.Several.LINES, row -> row.texts("answers"))
			.scored("record-f1", "record-exact-match")
			.licence("other; SuperGLUE's card refers to the licences of the datasets it is built on")
			.cited("Zhang et al., ReCoRD, 2018; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("query", "@placeholder lit it at dusk.", "entities", List.of("Mira", "Tomo"), "passage",
					"Mira has a lamp.\n@highlight\nTomo has none.", "answers",
					List.of("Mira"))));
	}

	private static String prompt(Row row) {
		String passage = row.text("passage").replaceAll("([.?!\"'])\n@highlight\n", "$1 ").replace("\n@highlight\n", ". ");
		return "Query: " + row.text("query") + "\n\nEntities: " + String.join(", ", row.texts("entities")) + "\n\nPassage: " + passage + "\n";
	}

}
