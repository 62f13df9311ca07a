package org.peftboard.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What waits in the database to be sent elsewhere. What does not arrive is tried again after 10 s, 40 s and so on, each pause four times the one before,
 * {@value #MOST_ATTEMPTS} times in all.
 *
 * <p>Something is taken by counting its attempt, so of several servers one sends it; a server that dies while sending leaves it to the next pause.
 */
abstract class Outbox implements SmartLifecycle {

	static final int MOST_ATTEMPTS = 8;

	private static final Logger log = LoggerFactory.getLogger(Outbox.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LOOK = Duration.ofSeconds(2);

	private static final Duration OLD = Duration.ofHours(1);

	private static final int AT_ONCE = 20;

	private final String name;

	private final Clock clock;

	private Instant cleaned = Instant.MIN;

	private @Nullable ScheduledExecutorService timer;

	Outbox(String name, Clock clock) {
		this.name = name;
		this.clock = clock;
	}

	/** Whether this server can send at all. */
	abstract boolean possible();

	/** Sends what has waited longest. @return false where there is no more, or no use in going on now */
	abstract boolean sendNext();

	/** Deletes what is of no more use to anybody. */
	abstract void forgetOld();

	/** Sends what is due, at most {@value #AT_ONCE}. */
	int sendDue() {
		int sent = 0;
		while (sent < AT_ONCE && sendNext()) {
			sent++;
		}
		return sent;
	}

	/** When it is tried again, should this attempt not arrive; absent after the last. */
	@Nullable
	OffsetDateTime nextTry(int attemptsBefore) {
		return attemptsBefore + 1 < MOST_ATTEMPTS ? now().plus(FIRST_PAUSE.multipliedBy(1L << 2 * attemptsBefore)) : null;
	}

	OffsetDateTime now() {
		return clock.instant().atOffset(ZoneOffset.UTC);
	}

	OffsetDateTime before(Duration ago) {
		return now().minus(ago);
	}

	private void look() {
		try {
			sendDue();
			if (cleaned.isBefore(clock.instant().minus(OLD))) {
				forgetOld();
				cleaned = clock.instant();
			}
		}
		catch (RuntimeException databaseAway) {
			log.warn("{} wait: {}", name, databaseAway.getMessage());
		}
	}

	@Override
	public synchronized void start() {
		if (timer == null && possible()) {
			timer = Executors.newSingleThreadScheduledExecutor(task -> {
				Thread thread = new Thread(task, name);
				thread.setDaemon(true);
				return thread;
			});
			timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public synchronized void stop() {
		if (timer != null) {
			timer.shutdownNow();
			timer = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return timer != null;
	}

}
