package org.peftboard.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.peftboard.evaluation.WorkerRows.State;
import org.peftboard.site.SiteNotices;
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
	public Optional<String> whyNobodyTakes(String hardwareClass) {
		if (notices.now().paused()) {
			return Optional.of("Evaluations are paused by this site’s operators.");
		}
		List<String> states = jdbc.sql("select state from workers where hardware_class = ? and heartbeat_at > ? and state <> 'STOPPED'")
			.params(hardwareClass, clock.instant().minus(LOST_AFTER).atOffset(ZoneOffset.UTC))
			.query(String.class)
			.list();
		if (states.isEmpty()) {
			return Optional.of("No worker for hardware of the class “" + hardwareClass + "” is running; it starts by itself when one is.");
		}
		return states.contains(State.READY.name()) ? Optional.empty()
				: Optional.of("The workers for hardware of the class “" + hardwareClass + "” take nothing at the moment; it starts by itself when one does.");
	}

}
