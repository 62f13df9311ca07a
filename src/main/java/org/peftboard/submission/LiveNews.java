package org.peftboard.submission;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

	/** Numbers of the last changes. Forgotten long after every view made before them was. */
	private final Cache<Long, Long> newest = Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();

	private volatile boolean running;

	/** This submission changes with the transaction that is under way. */
	void change(long submissionId) {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			wake(submissionId);
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				wake(submissionId);
			}

		});
	}

	private void wake(long submissionId) {
		lock.lock();
		try {
			newest.put(submissionId, ++changes);
			changed.signalAll();
		}
		finally {
			lock.unlock();
		}
	}

	/** Number of the last change of this submission; 0 where it had none for a minute. */
	long changes(long submissionId) {
		Long number = newest.getIfPresent(submissionId);
		return number == null ? 0 : number;
	}

	/** Returns when this submission changed after the given number was read, or the time is over, or the server stops. */
	void await(long submissionId, long since, Duration atMost) throws InterruptedException {
		long nanos = atMost.toNanos();
		lock.lock();
		try {
			while (changes(submissionId) <= since && running && nanos > 0) {
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
		lock.lock();
		try {
			changed.signalAll();
		}
		finally {
			lock.unlock();
		}
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
