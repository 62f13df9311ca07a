package org.peftboard.site;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LastKnownTest {

	private static final DataAccessResourceFailureException AWAY = new DataAccessResourceFailureException("select", new SQLTransientConnectionException("no connection"));

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicInteger reads = new AtomicInteger();

	private final CountDownLatch back = new CountDownLatch(1);

	private volatile RuntimeException failure;

	private volatile boolean hangs;

	@AfterEach
	void end() {
		back.countDown();
		executor.shutdownNow();
	}

	private int read() {
		if (hangs) {
			try {
				back.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ended) {
				throw AWAY;
			}
		}
		if (failure != null) {
			throw failure;
		}
		return reads.incrementAndGet();
	}

	private LastKnown<Integer> aged(Duration age) {
		return new LastKnown<>(this::read, executor, age);
	}

	@Test
	void isReadOnceInItsTimeAndAgainWhenItWasChanged() {
		LastKnown<Integer> known = aged(Duration.ofMinutes(1));
		assertThat(known.get()).isOne();
		assertThat(known.get()).isOne();
		known.forget();
		assertThat(known.get()).isEqualTo(2);
	}

	@Test
	void isReadEveryTimeWhereItMayHaveNoAge() {
		LastKnown<Integer> known = aged(Duration.ZERO);
		assertThat(known.get()).isOne();
		assertThat(known.get()).isEqualTo(2);
	}

	@Test
	void isWhatItWasLastWhileTheDatabaseIsAway() {
		LastKnown<Integer> known = aged(Duration.ZERO);
		known.get();
		failure = AWAY;
		assertThat(known.get()).isOne();
		failure = null;
		assertThat(known.get()).as("not asked again at once").isOne();
		known.forget();
		assertThat(known.get()).isEqualTo(2);
	}

	@Test
	void nobodyWaitsLongForADatabaseThatDoesNotAnswer() {
		LastKnown<Integer> known = aged(Duration.ZERO);
		known.get();
		hangs = true;
		long start = System.nanoTime();
		for (int reader = 0; reader < 100; reader++) {
			assertThat(known.get()).isOne();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).as("one second once, not a hundred times").isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
	}

	@Test
	void aFirstReadThatFailsIsTold() {
		failure = AWAY;
		assertThatThrownBy(aged(Duration.ZERO)::get).isSameAs(AWAY);
	}

	@Test
	void aMistakeIsNotHidden() {
		LastKnown<Integer> known = aged(Duration.ZERO);
		known.get();
		failure = new IllegalStateException("a mistake");
		assertThatThrownBy(known::get).isSameAs(failure);
	}

}
