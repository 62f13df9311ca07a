package org.peftboard.site;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What every request asks for: read from the database at most once in a short while, by one for all who ask meanwhile. While the database is away it is what it was last, so that pages which need nothing
 * else are still shown; nobody waits the ten seconds for a connection for it.
 *
 * @param <T> what is read; immutable
 */
public final class LastKnown<T> {

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

	/** After a wait in vain nobody waits again for this long. */
	private static final Duration UNASKED = Duration.ofSeconds(5);

	private final Supplier<T> read;

	private final Executor executor;

	private final long ageNanos;

	private final AtomicReference<@Nullable Reading<T>> newest = new AtomicReference<>();

	private volatile @Nullable T last;

	private volatile long askedAgainNanos = System.nanoTime();

	private record Reading<T>(CompletableFuture<T> value, long staleNanos) {

		boolean isOver() {
			return value.isCompletedExceptionally() || value.isDone() && System.nanoTime() - staleNanos >= 0;
		}

	}

	/**
	 * @param read     reads from the database
	 * @param executor where it is read, so that who asks can go on without it
	 * @param age      for how long what was read is taken for true
	 */
	public LastKnown(Supplier<T> read, Executor executor, Duration age) {
		this.read = read;
		this.executor = executor;
		this.ageNanos = age.toNanos();
	}

	/**
	 * As it is, or was a moment ago; the last one known while the database is away or slow.
	 *
	 * @throws RuntimeException what reading failed with, where nothing is known yet or the database is not what failed
	 */
	public T get() {
		T known = last;
		if (known != null && System.nanoTime() - askedAgainNanos < 0) {
			return known;
		}
		Reading<T> before = newest.get();
		if (TransactionSynchronizationManager.isActualTransactionActive() && (before == null || before.isOver())) {
			// it has a connection, and may have changed what is read
			T read = remembered(this.read.get());
			newest.set(new Reading<>(CompletableFuture.completedFuture(read), System.nanoTime() + ageNanos));
			return read;
		}
		return known == null ? first(reading()) : soon(reading(), known);
	}

	/** The one that is under way or still fresh, or a new one. */
	private CompletableFuture<T> reading() {
		Reading<T> before = newest.get();
		if (before != null && !before.isOver()) {
			return before.value;
		}
		Reading<T> next = new Reading<>(new CompletableFuture<>(), System.nanoTime() + ageNanos);
		if (!newest.compareAndSet(before, next)) {
			return reading();
		}
		next.value.completeAsync(read, executor);
		return next.value;
	}

	private T first(CompletableFuture<T> reading) {
		try {
			return remembered(reading.join());
		}
		catch (CompletionException failed) {
			throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
		}
	}

	private T soon(CompletableFuture<T> reading, T known) {
		try {
			return remembered(reading.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (ExecutionException failed) {
			if (failed.getCause() instanceof RuntimeException cause && !DatabaseTrouble.passes(cause)) {
				throw cause;
			}
		}
		catch (TimeoutException slow) {
			// the same as away
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
		}
		askedAgainNanos = System.nanoTime() + UNASKED.toNanos();
		return known;
	}

	private T remembered(T read) {
		last = read;
		return read;
	}

	/** It was changed: whoever asks from now on gets what is read from now on. */
	public void forget() {
		askedAgainNanos = System.nanoTime();
		newest.set(null);
	}

}
