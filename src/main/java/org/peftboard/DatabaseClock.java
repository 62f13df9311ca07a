package org.peftboard;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.peftboard.evaluation.SharedTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, the same for every machine, and untouched where the clock of one of them is wrong or jumps.
 *
 * <p>now = database's time at the last look + time since then by this process's steady timer. It looks every two seconds; while the database does not answer, the
 * timer goes on. Differences below {@value #TOLERATED_MILLIS} ms are the network's, and left alone, so that the clock does not go back for them. After a jump, as after a
 * silence, it counts anew since when the database answers: what was written before has times that say nothing, and other processes follow only with their next look.
 */
final class DatabaseClock extends Clock implements SharedTime, AutoCloseable {

	static final long TOLERATED_MILLIS = 100;

	private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

	/** No clock that is merely corrected differs so much between two looks, and no worker is taken for dead for so little. */
	private static final Duration JUMP = Duration.ofSeconds(1);

	private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

	private final DataSource database;

	private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
		Thread thread = new Thread(task, "database-clock");
		thread.setDaemon(true);
		return thread;
	});

	private volatile Reading reading;

	/** By the steady timer: since when every look was answered. */
	private volatile long answeringSince;

	private volatile boolean answering = true;

	DatabaseClock(DataSource database) {
		this.database = database;
		this.reading = new Reading(InstantSource.system().instant(), System.nanoTime());
		this.answeringSince = System.nanoTime();
		look();
		looks.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Reads the database's time, and takes it over where it differs. */
	void look() {
		long before = System.nanoTime();
		try (Connection connection = database.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select current_timestamp")) {
			row.next();
			Instant told = row.getObject(1, OffsetDateTime.class).toInstant();
			long after = System.nanoTime();
			adopt(told, before + (after - before) / 2);
			answered(after);
		}
		catch (SQLException | RuntimeException silent) {
			if (answering) {
				log.warn("The database does not answer: {}", silent.getMessage());
			}
			answering = false;
		}
	}

	private void adopt(Instant told, long at) {
		Duration difference = Duration.between(reading.at(at), told);
		if (difference.abs().toMillis() > TOLERATED_MILLIS) {
			reading = new Reading(told, at);
		}
		if (difference.abs().compareTo(JUMP) > 0) {
			answeringSince = at;
			log.warn("The database's time is {} ms from what was reckoned here, and taken as it is", difference.toMillis());
		}
	}

	private void answered(long at) {
		if (!answering) {
			answeringSince = at;
			log.info("The database answers again");
		}
		answering = true;
	}

	@Override
	public Duration databaseAnswersSince() {
		return answering ? Duration.ofNanos(System.nanoTime() - answeringSince) : Duration.ZERO;
	}

	@Override
	public Instant instant() {
		return reading.at(System.nanoTime());
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		InstantSource same = this::instant;
		return same.withZone(zone);
	}

	@Override
	public void close() {
		looks.shutdownNow();
	}

	/** A time, and when it was by the steady timer. */
	private record Reading(Instant time, long nanos) {

		Instant at(long now) {
			return time.plusNanos(now - nanos);
		}

	}

}
