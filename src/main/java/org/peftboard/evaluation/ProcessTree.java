package org.peftboard.evaluation;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process together with everything that it started. */
final class ProcessTree {

	private static final int PATIENCE_SECONDS = 10;

	private static final long OWN_END_MILLIS = 300;

	private ProcessTree() {
	}

	/**
	 * Kills without asking, and waits until all are gone. The youngest first, and the root a moment later: what shuts an evaluator in ends with it and buries it,
	 * while an orphan waits for the system to do so.
	 */
	static void kill(ProcessHandle root) {
		List<ProcessHandle> children = root.descendants().toList();
		for (int index = children.size() - 1; index >= 0; index--) {
			children.get(index).destroyForcibly();
		}
		if (children.isEmpty() || !ends(root, OWN_END_MILLIS)) {
			root.destroyForcibly();
		}
		await(root);
		children.forEach(ProcessTree::await);
	}

	private static boolean ends(ProcessHandle process, long millis) {
		try {
			process.onExit().get(millis, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (InterruptedException exception) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException stillThere) {
			return false;
		}
	}

	private static void await(ProcessHandle process) {
		try {
			process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException exception) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException exception) {
			throw new IllegalStateException("process " + process.pid() + " does not end", exception);
		}
	}

}
