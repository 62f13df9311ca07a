package org.peftboard.leaderboard;

import java.util.List;

import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Catalogue;
import org.springframework.stereotype.Component;

/** What kind of task a task is: the evaluator's own word for the tasks it knows, "other" for the rest. */
@Component
class TaskKinds {

	static final List<String> IDS = List.of("classification", "generation", "other");

	private final EvaluatorCards cards;

	TaskKinds(EvaluatorCards cards) {
		this.cards = cards;
	}

	String of(String task) {
		return cards.task(task).map(Catalogue.TaskCard::kind).filter(IDS::contains).orElse("other");
	}

}
