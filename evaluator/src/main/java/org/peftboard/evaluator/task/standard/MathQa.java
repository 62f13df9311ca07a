package org.peftboard.evaluator.task.standard;

import java.util.List;
import java.util.Map;

/** MathQA: which of five answers to a word problem is right? */
public final class MathQa extends HubTask {

	public MathQa() {
		super(Sheet.of("math-qa", "MathQA", "Which of five answers to a word problem is right?")
			.converted(HubData.MATH_QA, "default", "train", 29_837, "validation", 4_475)
			.asks("Based on the problem and provided options, select the right answer. Respond only with the corresponding choices a, b, c, d, and e.",
					"Problem: {Problem}\n\nOptions: {options}\n")
			.labels(List.of("a", "b", "c", "d", "e"), "correct")
			.scoredByMacroF1()
			.licence("Apache-2.0")
			.cited("Amini et al., MathQA, 2019")
			.sample(Map.of("Problem", "mira has 3 lamps and sells 1 . how many are left ?", "options", "a ) 1 , b ) 2 , c ) 3 , d ) 4 , e ) 5", "correct",
					"b")));
	}

}
