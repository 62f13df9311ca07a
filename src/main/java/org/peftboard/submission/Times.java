package org.peftboard.submission;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** When a submission was made, entered the queue, was taken by a worker last, and ended. */
@Embeddable
@NullUnmarked
public class Times {

	private Instant createdAt;

	private Instant queuedAt;

	private Instant startedAt;

	private Instant endedAt;

	protected Times() {
	}

	Times(Instant now) {
		this.createdAt = now;
	}

	/** As fine as the databases store it: a finer one would compare as later than its own row. */
	static Instant asStored(Instant time) {
		return time.truncatedTo(ChronoUnit.MICROS);
	}

	void queued(Instant now) {
		queuedAt = asStored(now);
	}

	void started(Instant now) {
		startedAt = now;
	}

	void ended(Instant now) {
		endedAt = now;
	}

	public Instant createdAt() {
		return createdAt;
	}

	/** Absent until it was queued; stays what it was when an attempt is lost. */
	@Nullable
	Instant queuedAt() {
		return queuedAt;
	}

	/** The start of the last attempt; absent until there is one. */
	public @Nullable Instant startedAt() {
		return startedAt;
	}

	/** The newest of its ends, as withdrawal comes after publication; absent until there is one. */
	public @Nullable Instant endedAt() {
		return endedAt;
	}

}
