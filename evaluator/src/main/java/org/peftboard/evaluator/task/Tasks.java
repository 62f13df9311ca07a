package org.peftboard.evaluator.task;

import java.util.List;

import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.task.mini.MiniHandover;
import org.peftboard.evaluator.task.mini.MiniVerdict;

/** Every task, in the order of the catalogue: one line each. */
public final class Tasks {

	public static final Registry<Task> REGISTRY = new Registry<>("task", List.of(new MiniVerdict(), new MiniHandover()),
			task -> task.card().id());

	private Tasks() {
	}

}
