package org.peftboard.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Boards;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives turns so that people take turns: a person's next submission stands one step behind that person's last one, and never before what is served now.
 *
 * <pre>
 *   turn = max(turn that is served now, this person's last turn + step)
 * </pre>
 *
 * <p>Each class of hardware has turns of its own: its machines serve nobody else.
 *
 * <p>So somebody who brings one submission waits for one of each of the others, however many they brought; and whoever comes late does not push aside what others
 * brought before. A turn is a time in the past or a moment ahead, because the queue gives out what is due, the earliest first. While nothing waits or runs the
 * turn is now.
 *
 * <p>Source: start-time fair queueing, Goyal, Vin and Cheng, 1996, with equal weights and a step for each submission, however long it takes.
 */
@Component
class FairTurns {

	/** Small, so that hundreds of turns are due at once; greater than a database's microsecond. */
	static final Duration STEP = Duration.ofMillis(1);

	private final JdbcClient jdbc;

	private final Boards boards;

	private final Clock clock;

	FairTurns(JdbcClient jdbc, Boards boards, Clock clock) {
		this.jdbc = jdbc;
		this.boards = boards;
		this.clock = clock;
	}

	/** The next turn of this person on a class of hardware. */
	Instant next(long submitterId, String hardwareClass) {
		List<String> on = boards.idsOn(hardwareClass);
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		Instant served = served(on);
		if (served == null) {
			return now;
		}
		Instant last = last(submitterId, on);
		Instant after = last == null ? served : last.plus(STEP);
		Instant turn = after.isBefore(served) ? served : after;
		return turn.isAfter(now.plusSeconds(1)) ? now.plusSeconds(1) : turn;
	}

	/** The turn of the last that was begun among those under way, else the first that waits; absent while there is nothing to do. */
	private @Nullable Instant served(List<String> on) {
		Instant begun = time("select max(turn_at) from submissions where status in ('LEASED', 'PREPARING', 'TRAINING', 'EVALUATING', 'MEASURING', 'SCORED') and priority in ("
				+ Priority.PERSON + ", " + Priority.begun(Priority.PERSON) + ") and board_id in (:boards)", on);
		return begun != null ? begun : time("select min(turn_at) from submissions where status = 'QUEUED' and priority in (" + Priority.PERSON + ", " + Priority.begun(Priority.PERSON) + ") and board_id in (:boards)",
				on);
	}

	private @Nullable Instant last(long submitterId, List<String> on) {
		return jdbc.sql("select max(turn_at) from submissions where submitter_id = :submitter and priority < " + Priority.RERUN + " and board_id in (:boards) and status in ('QUEUED', 'LEASED', 'PREPARING', 'TRAINING', 'EVALUATING', "
				+ "'MEASURING', 'SCORED')")
			.param("submitter", submitterId)
			.param("boards", on)
			.query((row, number) -> instant(row.getObject(1, OffsetDateTime.class)))
			.optional()
			.orElse(null);
	}

	private @Nullable Instant time(String query, List<String> on) {
		return jdbc.sql(query).param("boards", on).query((row, number) -> instant(row.getObject(1, OffsetDateTime.class))).optional().orElse(null);
	}

	private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
		return time == null ? null : time.toInstant();
	}

}
