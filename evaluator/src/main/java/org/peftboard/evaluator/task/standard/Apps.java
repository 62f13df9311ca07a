package org.peftboard.evaluator.task.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.hub.Row;
import org.peftboard.evaluator.task.Split;

/**
 * APPS: write a Python program for a problem of a contest. A training example for each solution; elsewhere one, with the first solution. Problems without a
 * solution are left out.
 */
public final class Apps extends HubTask {

	public Apps() {
		super(Sheet.of("apps", "APPS", "Write a Python program for a problem of a contest.")
			.data(Split.TRAIN, HubData.APPS, "all", "train.jsonl", "train", 5_000)
			.data(Split.TEST, HubData.APPS, "all", "test.jsonl", "test", 5_000)
			.asks("Based on the following instruction, generate a valid Python code that answers it.", "{question}\n")
			.answers("{solutions}", 1024, Sheet.Several.FIRST, Apps::solutions)
			.scored("codebleu", "peft-bench-codebleu")
			.licence("MIT (its card on the hub)")
			.cited("Hendrycks et al., APPS, 2021")
			.sample(Map.of("question", "Read a number and print its double.", "solutions", "[\"print(int(input()) * 2)\"]")));
	}

	/** The column holds a list as JSON text, or nothing. */
	private static List<String> solutions(Row row) {
		String json = row.text("solutions");
		List<String> solutions = new ArrayList<>();
		if (!json.isBlank()) {
			Json.tree(row.source() + " row " + row.number() + ", solutions", json).forEach(solution -> solutions.add(solution.asString()));
		}
		return solutions;
	}

}
