package org.peftboard.evaluator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;

/**
 * Ends a run between two steps, on Ctrl-C, SIGTERM or when a deadline passes. The engine's native code must not be running while the JVM goes down, so the
 * shutdown waits for the run to notice; a run that does not notice in time is ended hard.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {

	private static final long PATIENCE_SECONDS = 20;

	private final long deadlineNanos;

	private final CountDownLatch ended = new CountDownLatch(1);

	private final Thread hook = new Thread(this::interrupt, "stop");

	private volatile boolean interrupted;

	private StopSignal(@Nullable Long deadlineSeconds) {
		this.deadlineNanos = deadlineSeconds == null ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(deadlineSeconds);
	}

	static StopSignal install(@Nullable Long deadlineSeconds) {
		StopSignal signal = new StopSignal(deadlineSeconds);
		Runtime.getRuntime().addShutdownHook(signal.hook);
		return signal;
	}

	private void interrupt() {
		interrupted = true;
		try {
			ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException exception) {
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
	}

	@Override
	public boolean getAsBoolean() {
		return interrupted || isLate();
	}

	private boolean isLate() {
		return deadlineNanos != Long.MAX_VALUE && System.nanoTime() - deadlineNanos >= 0;
	}

	/** why the run was ended */
	ExitCode exitCode() {
		return interrupted ? ExitCode.INTERRUPTED : ExitCode.DEADLINE;
	}

	@Override
	public void close() {
		ended.countDown();
		if (!interrupted) {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
	}

}
