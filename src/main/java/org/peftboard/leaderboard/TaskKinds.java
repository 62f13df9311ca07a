package org.peftboard.leaderboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.peftboard.catalog.EvaluatorCards;
import org.springframework.stereotype.Component;

/** What kind of task a task is: the evaluator's own word for the tasks it knows, "other" for the rest. */
@Component
class TaskKinds {

	static final List<String> IDS = List.of("classification", "generation", "other");

	/** As PEFT-Bench writes them, where the evaluator writes them otherwise. */
	private static final Map<String, String> OTHER_NAMES = new TreeMap<>(
			Map.of("math_qa", "mathqa", "codealpacapy", "codealpaca-py", "stsb", "stsb"));

	private final EvaluatorCards cards;

	TaskKinds(EvaluatorCards cards) {
		this.cards = cards;
	}

	String of(String task) {
		return Optional.ofNullable(cards.task(OTHER_NAMES.getOrDefault(task, task)).orElse(cards.task(task).orElse(null)))
			.map(card -> IDS.contains(card.kind()) ? card.kind() : "other")
			.orElse("other");
	}

}
