package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** PIQA: which of two ways to do a thing works? */
public final class Piqa extends HubTask {

	public Piqa() {
		super(Sheet.of("piqa", "PIQA", "Which of two ways to do a thing works?")
			.converted(HubData.PIQA, "plain_text", "train", 16_113, "validation", 1_838)
			.asks("Based on the question and provided solutions, select the right solution. Respond only with the corresponding solution1 or solution2.",
					"Question: {goal}\n\nSolution1: {sol1}\nSolution2: {sol2}\n")
			.labels(List.of("solution1", "solution2"), "label")
			.scoredByF1()
			.licence("AFL-3.0 (its authors); unknown (its card on the hub)")
			.cited("Bisk et al., PIQA, 2020")
			.sample(Map.of("goal", "To light a lamp", "sol1", "hold a flame to its wick.", "sol2", "hold a coin to its wick.", "label", 0)));
	}

}
