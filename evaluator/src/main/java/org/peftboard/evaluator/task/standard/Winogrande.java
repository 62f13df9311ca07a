package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/**
 * WinoGrande (XL): which of two names stands for the gap in the sentence? The data's labels are 1 and 2. PEFT-Bench calls both options "Option1" and trains
 * without an instruction ({@link WinograndeAsPublished}).
 */
public final class Winogrande extends HubTask {

	public Winogrande() {
		super(Sheet.of("winogrande", "WinoGrande", "Which of two names stands for the gap in the sentence?")
			.parquet(HubData.WINOGRANDE, "winogrande_xl", "winogrande_xl", "train", 40_398, "validation", 1_267)
			.asks("Based on the sentence and provided options, select the best option that replaces the '_' character in the sentence. Respond only"
					+ " with the corresponding"
					+ " option1 or option2.", "Sentence: {sentence}\n\nOption1: {option1}\nOption2: {option2}\n")
			.labels(List.of("option1", "option2"), "answer")
			.labelsFromOne()
			.scoredByF1()
			.licence("CC BY, no version given (its authors); not declared on the hub")
			.cited("Sakaguchi et al., WinoGrande, 2020")
			.sample(Map.of("sentence", "Mira lit the lamp for Tomo because _ was afraid of the dark.", "option1", "Mira", "option2", "Tomo", "answer", "2")));
	}

}
