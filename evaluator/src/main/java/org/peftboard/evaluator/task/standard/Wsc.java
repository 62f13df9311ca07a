package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peftboard.evaluator.hub.Row;

/**
 * Winograd schema challenge of SuperGLUE: does the pronoun stand for the noun? The two are marked as in T5, the first span with asterisks and the second with
 * hashes; a span that does not stand at its word is left unmarked.
 */
public final class Wsc extends HubTask {

	public Wsc() {
		super(Sheet.of("wsc", "Winograd schema challenge", "Does the pronoun stand for the noun?")
			.parquet(HubData.SUPER_GLUE, "wsc.fixed", "wsc.fixed", "train", 554, "validation", 104)
			.asks("Based on the following sentence, determine whether the pronoun marked with * * is referencing the noun marked with # #. Respond"
					+ " only with the corresponding"
					+ " true or false.", "{text}\n", Wsc::marked)
			.labels(List.of("false", "true"), "label")
			.scoredByF1()
			.licence("other; SuperGLUE's card refers to the licences of the datasets it is built on")
			.cited("Levesque et al., 2012; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("text", "Mira sold Tomo the lamp because she had two.", "span1_text", "Mira", "span1_index", 0, "span2_text", "she", "span2_index",
					6, "label", 1)));
	}

	private static String marked(Row row) {
		int first = Integer.parseInt(row.text("span1_index"));
		int second = Integer.parseInt(row.text("span2_index"));
		String text = marked(row.text("text"), row.text("span1_text"), first, "*");
		// the two marks before it count as words
		return marked(text, row.text("span2_text"), second + (first < second ? 2 : 0), "#") + "\n";
	}

	private static String marked(String text, String span, int words, String mark) {
		Pattern pattern = Pattern.compile("^((?:\\S+\\s){" + words + "})(" + Pattern.quote(span) + ")");
		return pattern.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(mark) + " $2 " + Matcher.quoteReplacement(mark));
	}

}
