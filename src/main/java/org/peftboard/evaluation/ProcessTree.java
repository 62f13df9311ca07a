package org.peftboard.evaluation;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process together with everything that it started. */
final class ProcessTree {

	private static final int PATIENCE_SECONDS = 10;

	private ProcessTree() {
	}

	/** Kills without asking, children first seen last, and waits until all are gone. */
	static void kill(ProcessHandle root) {
		List<ProcessHandle> children = root.descendants().toList();
		root.destroyForcibly();
		children.forEach(ProcessHandle::destroyForcibly);
		await(root);
		children.forEach(ProcessTree::await);
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
