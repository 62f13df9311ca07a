package org.peftboard.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The entries in the database: appended and read, never changed. */
@Component
class AuditEntries {

	private static final String COLUMNS = "position, recorded_at, actor_id, actor, action, subject, details, address, previous_hash, hash";

	private final JdbcClient jdbc;

	AuditEntries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	record Head(long position, String hash) {
	}

	/** Waits until nobody else appends; the lock ends with the transaction. */
	Head lockHead() {
		return jdbc.sql("select position, hash from audit_head where id = 1 for update").query(AuditEntries::headRow).single();
	}

	Head head() {
		return jdbc.sql("select position, hash from audit_head where id = 1").query(AuditEntries::headRow).single();
	}

	private static Head headRow(ResultSet row, int number) throws SQLException {
		return new Head(row.getLong("position"), row.getString("hash"));
	}

	void append(Entry entry) {
		jdbc.sql("insert into audit_entries (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
			.params(Arrays.asList(entry.position(), entry.recordedAt().atOffset(ZoneOffset.UTC), entry.actorId(), entry.actor(), entry.action(),
					entry.subject(), entry.details(), entry.address(), entry.previousHash(), entry.hash()))
			.update();
		jdbc.sql("update audit_head set position = ?, hash = ? where id = 1").params(entry.position(), entry.hash()).update();
	}

	/** In the order of positions, after this one. */
	List<Entry> after(long position, int count) {
		return jdbc.sql("select " + COLUMNS + " from audit_entries where position > ? order by position limit ?")
			.params(position, count)
			.query(AuditEntries::entry)
			.list();
	}

	/** Newest first, before this position. */
	List<Entry> before(long position, AuditFilter filter, int count) {
		Map<String, Object> values = new LinkedHashMap<>();
		String where = where(filter, values);
		values.put("before", position);
		values.put("count", count);
		return jdbc.sql("select " + COLUMNS + " from audit_entries where position < :before" + where + " order by position desc limit :count")
			.params(values)
			.query(AuditEntries::entry)
			.list();
	}

	private static String where(AuditFilter filter, Map<String, Object> values) {
		StringBuilder where = new StringBuilder();
		add(where, values, " and actor = :actor", "actor", filter.actor());
		add(where, values, " and subject = :subject", "subject", filter.subject());
		if (!filter.action().isEmpty()) {
			where.append(" and substring(action, 1, :actionLength) = :action");
			values.put("actionLength", filter.action().length());
			values.put("action", filter.action());
		}
		day(filter.from()).ifPresent(day -> {
			where.append(" and recorded_at >= :from");
			values.put("from", start(day));
		});
		day(filter.until()).ifPresent(day -> {
			where.append(" and recorded_at < :until");
			values.put("until", start(day.plusDays(1)));
		});
		return where.toString();
	}

	private static void add(StringBuilder where, Map<String, Object> values, String condition, String name, String value) {
		if (!value.isEmpty()) {
			where.append(condition);
			values.put(name, value);
		}
	}

	/** What is no day asks for nothing. */
	private static Optional<LocalDate> day(String text) {
		try {
			return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() > 1969 && day.getYear() < 9999);
		}
		catch (DateTimeParseException noDay) {
			return Optional.empty();
		}
	}

	private static OffsetDateTime start(LocalDate day) {
		return day.atStartOfDay().atOffset(ZoneOffset.UTC);
	}

	private static Entry entry(ResultSet row, int number) throws SQLException {
		long actorId = row.getLong("actor_id");
		Long account = row.wasNull() ? null : actorId;
		Instant recordedAt = row.getObject("recorded_at", OffsetDateTime.class).toInstant();
		return new Entry(row.getLong("position"), recordedAt, account, row.getString("actor"), row.getString("action"), row.getString("subject"),
				row.getString("details"), row.getString("address"), row.getString("previous_hash"), row.getString("hash"));
	}

}
