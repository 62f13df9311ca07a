package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** WinoGrande (XL) as PEFT-Bench renders it: both options are called "Option1", and the instruction stands before the prompts of the test alone. */
public final class WinograndeAsPublished extends HubTask {

	public WinograndeAsPublished() {
		super(Sheet.of("winogrande-as-published", "WinoGrande", "Which of two names stands for the gap in the sentence?")
			.parquet(HubData.WINOGRANDE, "winogrande_xl", "winogrande_xl", "train", 40_398, "validation", 1_267)
			.asks("Based on the sentence and provided options, select the best option that replaces the '_' character in the sentence. Respond only"
					+ " with the corresponding"
					+ " option1 or option2.", "Sentence: {sentence}\n\nOption1: {option1}\nOption1: {option2}\n")
			.instructedInTestOnly()
			.labels(List.of("option1", "option2"), "answer")
			.labelsFromOne()
			.scored("peft-bench-f1", "f1", "accuracy", "matthews", "peft-bench-exact-match")
			.licence("CC BY, no version given (its authors); not declared on the hub")
			.cited("Sakaguchi et al., WinoGrande, 2020")
			.sample(Map.of("sentence", "Mira lit the lamp for Tomo because _ was afraid of the dark.", "option1", "Mira", "option2", "Tomo", "answer", "2")));
	}

}
