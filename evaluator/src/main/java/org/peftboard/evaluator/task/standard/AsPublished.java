package org.peftboard.evaluator.task.standard;

/**
 * A task of PEFT-Bench with the main metric that its published numbers were made with: an invalid label counts as a wrong one, only 16 characters are
 * compared ({@code peft-bench-f1}, {@code peft-bench-macro-f1}), code is lower-cased ({@code peft-bench-codebleu}), SVAMP's answer is not compared. The
 * examples are those of the task that it stands beside.
 */
public final class AsPublished extends HubTask {

	/** @param task a fresh one, which is not used otherwise */
	public AsPublished(HubTask task) {
		super(task.sheet().asPublished());
	}

}
