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
	public Optional<String> whyNobodyTakes(Need need) {
		if (notices.now().paused()) {
			return Optional.of("Evaluations are paused by this site’s operators.");
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

	private static @Nullable String why(Need need, List<Hand> hands) {
		if (hands.isEmpty()) {
			return "No worker for hardware of the class “" + need.hardwareClass() + "” is running; it starts by itself when one is.";
		}
		List<Hand> large = hands.stream().filter(hand -> MemoryTier.fits(need.memoryBytes(), hand.memoryBytes)).toList();
		if (large.isEmpty()) {
			return String.format(Locale.ROOT, "It is estimated to need %.1f GB of memory, and the largest worker for hardware of the class “%s” has %.1f GB; it starts by itself "
					+ "when a larger one runs.", need.memoryBytes() / 1e9, need.hardwareClass(), hands.stream().mapToLong(Hand::memoryBytes).max().orElse(0) / 1e9);
		}
		return large.stream().anyMatch(hand -> hand.state == State.READY) ? null
				: "The workers for hardware of the class “" + need.hardwareClass() + "” take nothing at the moment; it starts by itself when one does.";
	}

}
