package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** Words in context of SuperGLUE: has the word the same meaning in both sentences? */
public final class Wic extends HubTask {

	public Wic() {
		super(Sheet.of("wic", "Words in context", "Has the word the same meaning in both sentences?")
			.parquet(HubData.SUPER_GLUE, "wic", "wic", "train", 5_428, "validation", 638)
			.asks("Based on the context from the following sentence pair, classify the word into true or false classes, based on its meaning in both"
					+ " of the sentences."
					+ " Respond only with the corresponding true or false.", "Sentence1: {sentence1}\n\nSentence2: {sentence2}\n\nWord: {word}\n")
			.labels(List.of("false", "true"), "label")
			.scoredByF1()
			.licence("CC BY-NC 4.0 (a secondary source, of its authors' page); other (SuperGLUE's card)")
			.cited("Pilehvar and Camacho-Collados, WiC, 2019; Wang et al., SuperGLUE, 2019")
			.sample(Map.of("sentence1", "The lamp is light.", "sentence2", "Light the lamp.", "word", "light", "label", 0)));
	}

}
