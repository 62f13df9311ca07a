package org.peftboard.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.peftboard.submission.Attempts.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The workers and what each of them evaluated, as operators read it. Nothing is decided by it: leases and attempt numbers are the submission's own. */
@Component
class WorkerRows {

	/** Workers that ended are remembered this long. */
	private static final Duration KEPT = Duration.ofDays(7);

	private static final int LONGEST_REASON = 500;

	private final JdbcClient jdbc;

	private final ThisWorker worker;

	private final Clock clock;

	WorkerRows(JdbcClient jdbc, ThisWorker worker, Clock clock) {
		this.jdbc = jdbc;
		this.worker = worker;
		this.clock = clock;
	}

	/** What a worker says of itself at every beat. */
	enum State {

		/** takes evaluations */
		READY,
		/** takes none, because something is wrong with its machine */
		UNFIT,
		/** takes no more, because an operator asked it to end what it has */
		DRAINING,
		/** ended in order */
		STOPPED

	}

	/**
	 * Says that this worker lives, and makes its row where there is none.
	 *
	 * @return whether an operator wants it to take no more
	 */
	boolean beat(State state, String reason, String sandbox) {
		String shortened = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
		int updated = jdbc.sql("update workers set state = ?, reason = ?, heartbeat_at = ? where name = ?")
			.params(state.name(), shortened.isEmpty() ? null : shortened, now(), worker.name())
			.update();
		if (updated == 0) {
			register(state, sandbox);
		}
		return jdbc.sql("select drain_requested from workers where name = ?").param(worker.name()).query(Boolean.class).single();
	}

	private void register(State state, String sandbox) {
		jdbc.sql("delete from workers where heartbeat_at < ?").param(now().minus(KEPT)).update();
		jdbc.sql("""
				insert into workers (name, host, hardware_class, device_name, cores, memory_bytes, sandbox, version, state, drain_requested, started_at, heartbeat_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(worker.name(), worker.host(), worker.hardwareClass(), worker.deviceName(), worker.cores(), worker.memoryBytes(), sandbox, worker.version(),
					state.name(), false, now(), now())
			.update();
	}

	/** An attempt begins here. */
	void began(Lease lease) {
		jdbc.sql("insert into evaluations (submission_id, attempt, worker, host, started_at) values (?, ?, ?, ?, ?)")
			.params(lease.submissionId(), lease.attempt(), worker.name(), worker.host(), now())
			.update();
	}

	void ended(Lease lease, Outcome outcome) {
		jdbc.sql("update evaluations set ended_at = ?, outcome = ? where submission_id = ? and attempt = ?")
			.params(now(), outcome.name(), lease.submissionId(), lease.attempt())
			.update();
	}

	/** Evaluations of this machine's workers of this class since their last control run, or ever. */
	int sinceControl() {
		return jdbc.sql("""
				select count(*) from evaluations where host = ? and worker in (select name from workers where host = ? and hardware_class = ?)
				and started_at > coalesce((select max(measured_at) from control_runs where host = ? and hardware_class = ?), ?)""")
			.params(worker.host(), worker.host(), worker.hardwareClass(), worker.host(), worker.hardwareClass(), Instant.EPOCH.atOffset(ZoneOffset.UTC))
			.query(Integer.class)
			.single();
	}

	private OffsetDateTime now() {
		return clock.instant().atOffset(ZoneOffset.UTC);
	}

}
