package org.peftboard.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluation.WorkerRows.State;
import org.peftboard.site.SiteNotices;
import org.peftboard.submission.Need;
import org.peftboard.submission.Workforce;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The workers of every machine, as their beats say it. */
@Component
class WorkersAtHand implements Workforce {

	/** A worker that was silent for five beats counts as gone. */
	private static final Duration LOST_AFTER = WorkerBeat.BETWEEN_BEATS.multipliedBy(5);

	private final JdbcClient jdbc;

	private final SiteNotices notices;

	private final Clock clock;

	WorkersAtHand(JdbcClient jdbc, SiteNotices notices, Clock clock) {
		this.jdbc = jdbc;
		this.notices = notices;
		this.clock = clock;
	}

	@Override
	public Optional<Obstacle> whyNobodyTakes(Need need) {
		if (notices.now().paused()) {
			return Optional.of(new Obstacle("obstacle.paused"));
		}
		List<Hand> hands = jdbc.sql("select state, memory_bytes from workers where hardware_class = ? and heartbeat_at > ? and state <> 'STOPPED'")
			.params(need.hardwareClass(), clock.instant().minus(LOST_AFTER).atOffset(ZoneOffset.UTC))
			.query((row, number) -> new Hand(State.valueOf(row.getString(1)), row.getLong(2)))
			.list();
		return Optional.ofNullable(why(need, hands));
	}

	/** A living worker. */
	private record Hand(State state, long memoryBytes) {
	}

	private static @Nullable Obstacle why(Need need, List<Hand> hands) {
		if (hands.isEmpty()) {
			return new Obstacle("obstacle.none", need.hardwareClass());
		}
		List<Hand> large = hands.stream().filter(hand -> MemoryTier.fits(need.memoryBytes(), hand.memoryBytes)).toList();
		if (large.isEmpty()) {
			return new Obstacle("obstacle.small", gigabytes(need.memoryBytes()), need.hardwareClass(), gigabytes(hands.stream().mapToLong(Hand::memoryBytes).max().orElse(0)));
		}
		return large.stream().anyMatch(hand -> hand.state == State.READY) ? null : new Obstacle("obstacle.busy", need.hardwareClass());
	}

	private static String gigabytes(long bytes) {
		return String.format(Locale.ROOT, "%.1f", bytes / 1e9);
	}

}
