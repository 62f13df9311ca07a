package org.peftboard.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads jobs and workers for operators, whichever machine they are on. */
@Component
class Operations {

	/** A worker beats every three seconds. */
	static final Duration LOST_AFTER = Duration.ofSeconds(15);

	static final int PAGE = 50;

	private static final Duration SHOWN = Duration.ofDays(1);

	private final JdbcClient jdbc;

	private final Clock clock;

	Operations(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Submissions by status, of the statuses that there are. */
	@Transactional(readOnly = true)
	public Map<String, Long> countByStatus() {
		Map<String, Long> counts = new LinkedHashMap<>();
		jdbc.sql("select status, count(*) from submissions group by status order by status")
			.query((row, number) -> counts.put(row.getString(1), row.getLong(2)))
			.list();
		return counts;
	}

	/**
	 * A page of submissions: those that wait in the queue's order, others newest first.
	 *
	 * @param status of the submissions; empty for all
	 * @param page   counted from 0
	 */
	@Transactional(readOnly = true)
	public List<Job> jobs(String status, int page) {
		String order = status.equals("QUEUED") ? "s.priority desc, s.turn_at, s.id" : "s.id desc";
		String where = status.isEmpty() ? "" : "where s.status = ?";
		var query = jdbc.sql("""
				select s.id, s.title, s.submitter, s.board_id, s.status, s.attempt, s.platform_faults, s.priority, s.reason, s.queued_at, s.started_at, s.ended_at, e.worker
				from (select s.id from submissions s %s order by %s limit %d offset %d) listed
				join submissions s on s.id = listed.id
				left join evaluations e on e.submission_id = s.id and e.attempt = s.attempt
				order by %s""".formatted(where, order, PAGE + 1, (long) page * PAGE, order));
		return (status.isEmpty() ? query : query.param(status)).query(this::job).list();
	}

	private Job job(ResultSet row, int number) throws SQLException {
		return new Job(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getInt(6), row.getInt(7), row.getInt(8),
				row.getString(9), instant(row, 10), instant(row, 11), instant(row, 12), row.getString(13));
	}

	private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return time == null ? null : time.toInstant();
	}

	/** Workers that live, or ended within a day, the living first. */
	@Transactional(readOnly = true)
	public List<WorkerRow> workers() {
		Instant now = clock.instant();
		return jdbc.sql("""
				select w.name, w.host, w.hardware_class, w.device_name, w.cores, w.memory_bytes, w.sandbox, w.version, w.state, w.reason, w.drain_requested,
				w.started_at, w.heartbeat_at,
				(select max(e.submission_id) from evaluations e where e.worker = w.name and e.ended_at is null) as running,
				(select count(*) from evaluations e where e.worker = w.name and e.outcome = 'PUBLISHED') as published,
				(select count(*) from evaluations e where e.worker = w.name and e.outcome in ('FAILED', 'RETRIED', 'GIVEN_UP')) as failed
				from workers w where w.heartbeat_at > ? order by w.heartbeat_at desc, w.name""")
			.param(now.minus(SHOWN).atOffset(ZoneOffset.UTC))
			.query((row, number) -> worker(row, now))
			.list();
	}

	private WorkerRow worker(ResultSet row, Instant now) throws SQLException {
		Instant beat = row.getObject("heartbeat_at", OffsetDateTime.class).toInstant();
		Duration silent = Duration.between(beat, now);
		boolean stopped = row.getString("state").equals("STOPPED");
		long running = row.getLong("running");
		Long job = row.wasNull() ? null : running;
		String state = !stopped && silent.compareTo(LOST_AFTER) > 0 ? "LOST" : row.getString("state");
		boolean alive = !stopped && !state.equals("LOST");
		return new WorkerRow(row.getString("name"), row.getString("host"), row.getString("hardware_class"), row.getString("device_name"), row.getInt("cores"),
				row.getLong("memory_bytes"), row.getString("sandbox"), row.getString("version"), state, row.getString("reason"), row.getBoolean("drain_requested"),
				alive, row.getObject("started_at", OffsetDateTime.class).toInstant(), silent.toSeconds(), alive ? job : null, row.getLong("published"),
				row.getLong("failed"));
	}

	/** How many workers live. */
	@Transactional(readOnly = true)
	public int alive() {
		return jdbc.sql("select count(*) from workers where state <> 'STOPPED' and heartbeat_at > ?")
			.param(clock.instant().minus(LOST_AFTER).atOffset(ZoneOffset.UTC))
			.query(Integer.class)
			.single();
	}

	/** For how long the one that waits longest has waited; zero while none does. */
	@Transactional(readOnly = true)
	public Duration longestWait() {
		return jdbc.sql("select min(queued_at) from submissions where status = 'QUEUED'")
			.query((row, number) -> Optional.ofNullable(instant(row, 1)))
			.single()
			.map(since -> Duration.between(since, clock.instant()))
			.orElse(Duration.ZERO);
	}

	/**
	 * Asks a worker to take no more, or to go on; it hears of it with its next beat.
	 *
	 * @return false where there is no such worker
	 */
	@Transactional
	public boolean drain(String worker, boolean drain) {
		return jdbc.sql("update workers set drain_requested = ? where name = ?").params(drain, worker).update() > 0;
	}

	/** Control runs of every machine, oldest first. */
	@Transactional(readOnly = true)
	public List<Drift.Run> controlRuns() {
		return jdbc.sql("""
				select host, hardware_class, configuration_key, measured_at, score, base_latency_millis, latency_ratio, memory_bytes, tokens_per_second
				from control_runs order by id""").query((row, number) -> run(row)).list();
	}

	private static Drift.Run run(ResultSet row) throws SQLException {
		return new Drift.Run(row.getString(1), row.getString(2), row.getString(3), row.getObject(4, OffsetDateTime.class).toInstant(), row.getDouble(5),
				row.getDouble(6), row.getDouble(7), nullable(row, 8), nullable(row, 9));
	}

	private static @Nullable Double nullable(ResultSet row, int column) throws SQLException {
		double value = row.getDouble(column);
		return row.wasNull() ? null : value;
	}

	/** A submission, and who evaluates it. */
	record Job(long id, String title, String submitter, String board, String status, int attempt, int platformFaults, int priority, @Nullable String reason,
			@Nullable Instant queuedAt, @Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable String worker) {
	}

	/**
	 * A worker.
	 *
	 * @param state         as it says itself, or LOST where it has been silent for too long
	 * @param silentSeconds since its last heartbeat
	 * @param job           the submission that it evaluates
	 */
	record WorkerRow(String name, String host, String hardwareClass, String deviceName, int cores, long memoryBytes, String sandbox, String version, String state,
			@Nullable String reason, boolean drainRequested, boolean alive, Instant startedAt, long silentSeconds, @Nullable Long job, long published, long failed) {
	}

}
