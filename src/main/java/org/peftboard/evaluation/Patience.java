package org.peftboard.evaluation;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again while the database is away, so that an evaluation of half an hour is not lost for a minute's restart.
 *
 * <p>Only what passes by itself is waited for: lost connections, a server that starts or stops, a full or read-only disk under it. Anything else is thrown on at
 * once.
 */
final class Patience {

	/** SQL state classes: 08 connection, 53 resources (a full disk), 57 operator (shutdown, starting up), 58 system; 25006 read-only transaction. */
	private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");

	private static final String READ_ONLY = "25006";

	/** H2: general I/O error, I/O exception, closed on full disk, closed, broken connection, log file error, opened read-only */
	private static final Set<Integer> PASSING_H2_CODES = Set.of(90028, 90031, 90098, 90121, 90067, 90034, 90100, 90097);

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
				if (!passes(failed) || System.nanoTime() > end) {
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

	/** Whether this is a trouble of the database that passes by itself. */
	static boolean passes(Throwable failure) {
		for (Throwable cause = failure; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
			if (cause instanceof SQLTransientException) {
				return true;
			}
			if (cause instanceof SQLException sql && passes(sql)) {
				return true;
			}
		}
		return false;
	}

	private static boolean passes(SQLException failure) {
		String state = failure.getSQLState() == null ? "" : failure.getSQLState();
		return state.equals(READ_ONLY) || state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2))
				|| PASSING_H2_CODES.contains(failure.getErrorCode());
	}

}
