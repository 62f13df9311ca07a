package org.peftboard.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A few counts that tell an operator how the site is. */
@Component
class SiteFigures {

	private final JdbcClient jdbc;

	private final Clock clock;

	SiteFigures(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Counts.
	 *
	 * @param waiting submissions in the queue
	 * @param running evaluations under way
	 * @param failed  submissions that the platform failed in the last day
	 * @param results measured results
	 * @param people  accounts
	 * @param entries of the audit log
	 */
	record Figures(long waiting, long running, long failed, long results, long people, long entries) {
	}

	@Transactional(readOnly = true)
	Figures now() {
		return new Figures(count("submissions where status = 'QUEUED'"),
				count("submissions where status in ('LEASED', 'PREPARING', 'TRAINING', 'EVALUATING', 'MEASURING')"),
				count("submissions where status = 'FAILED' and fault = 'PLATFORM' and ended_at > ?", clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC)),
				count("results where provenance = 'MEASURED'"), count("accounts"), count("audit_entries"));
	}

	private long count(String where, Object... parameters) {
		return jdbc.sql("select count(*) from " + where).params(parameters).query(Long.class).single();
	}

}
