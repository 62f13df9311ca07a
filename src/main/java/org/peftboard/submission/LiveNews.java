package org.peftboard.submission;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes those who watch submissions when one of them changed here. Changes by another process are seen a moment later, by looking again.
 *
 * <p>A lock and not a monitor: virtual threads wait on it without holding a carrier thread, on every JDK.
 */
@Component
class LiveNews implements SmartLifecycle {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = lock.newCondition();

	private long changes;

	private volatile boolean running;

	/** Something about a submission changes with the transaction that is under way. */
	void change() {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			wake();
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				wake();
			}

		});
	}

	private void wake() {
		lock.lock();
		try {
			changes++;
			changed.signalAll();
		}
		finally {
			lock.unlock();
		}
	}

	/** How often something changed; for {@link #await}. */
	long changes() {
		lock.lock();
		try {
			return changes;
		}
		finally {
			lock.unlock();
		}
	}

	/** Returns when something changed after the given count was read, or the time is over, or the server stops. */
	void await(long since, Duration atMost) throws InterruptedException {
		long nanos = atMost.toNanos();
		lock.lock();
		try {
			while (changes == since && running && nanos > 0) {
				nanos = changed.awaitNanos(nanos);
			}
		}
		finally {
			lock.unlock();
		}
	}

	@Override
	public void start() {
		running = true;
	}

	@Override
	public void stop() {
		running = false;
		wake();
	}

	@Override
	public boolean isRunning() {
		return running;
	}

	/** Stops before the web server waits for open requests: it would wait for every watcher. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
