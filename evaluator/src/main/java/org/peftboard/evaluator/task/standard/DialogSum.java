package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.peftboard.evaluator.hub.Row;
import org.peftboard.evaluator.task.Split;

/** DialogSum: say what two people talked about. The test dialogues have three summaries each, an example each. */
public final class DialogSum extends HubTask {

	public DialogSum() {
		super(Sheet.of("dialogsum", "DialogSum", "Say what two people talked about.")
			.data(Split.TRAIN, HubData.DIALOG_SUM, null, "train.csv", "train", 12_460)
			.data(Split.VALIDATION, HubData.DIALOG_SUM, null, "validation.csv", "validation", 500)
			.data(Split.TEST, HubData.DIALOG_SUM, null, "test.csv", "test", 1_500)
			.asks("Summarize the following dialogue.", "{dialogue}\n")
			.answers("{summary}", 128, Sheet.Several.EXAMPLES, DialogSum::summaries)
			.scored("rouge-l-stemmed", "rouge-1-stemmed", "rouge-2-stemmed", "rouge-lsum-stemmed")
			.licence("CC BY-NC-SA 4.0")
			.cited("Chen et al., DialogSum, 2021")
			.sample(Map.of("dialogue", "#Person1#: Is the lamp lit?\n#Person2#: Not yet.", "summary",
					"#Person1# asks whether the lamp is lit. #Person2# says no.")));
	}

	/** one, or the three of the authors' own test file */
	private static List<String> summaries(Row row) {
		if (row.values().containsKey("summary1")) {
			return Stream.of("summary1", "summary2", "summary3").map(row::text).toList();
		}
		return List.of(row.text("summary"));
	}

}
