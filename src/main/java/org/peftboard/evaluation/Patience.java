package org.peftboard.evaluation;

import java.time.Duration;
import java.util.function.Supplier;

import org.peftboard.site.DatabaseTrouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again while the database is away, so that an evaluation of half an hour is not lost for a minute's restart.
 *
 * <p>Only what passes by itself is waited for. Anything else is thrown on at once.
 */
final class Patience {

	private static final long FIRST_PAUSE_MILLIS = 250;

	private static final long LONGEST_PAUSE_MILLIS = 4_000;

	private static final Logger log = LoggerFactory.getLogger(Patience.class);

	private final long patienceNanos;

	Patience(Duration longest) {
		this.patienceNanos = longest.toNanos();
	}

	long nanos() {
		return patienceNanos;
	}

	/**
	 * The answer, as soon as there is one.
	 *
	 * @throws RuntimeException what does not pass by itself, or still stands when the time is over
	 */
	<T> T until(String what, Supplier<T> call) throws InterruptedException {
		long end = System.nanoTime() + patienceNanos;
		for (long pause = FIRST_PAUSE_MILLIS;; pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2)) {
			try {
				return call.get();
			}
			catch (RuntimeException failed) {
				if (!DatabaseTrouble.passes(failed) || System.nanoTime() > end) {
					throw failed;
				}
				log.warn("{}: the database does not answer, trying again: {}", what, failed.getMessage());
			}
			Thread.sleep(pause);
		}
	}

	void until(String what, Runnable call) throws InterruptedException {
		until(what, () -> {
			call.run();
			return "";
		});
	}

}
