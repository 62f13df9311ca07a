package org.peftboard.site;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Pause and banner: set by operators, shown on every page, obeyed by every worker.
 *
 * <p>The database is asked at most once in a short while, so that every page may ask. What this server's operators set shows at once, what those of another server
 * set after that while.
 */
@Service
public class SiteNotices {

	/** Of a banner and of the reason of a pause, in characters. */
	public static final int LONGEST_TEXT = 500;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final LastKnown<Notices> known;

	/** @param age for how long what was read is taken for true */
	SiteNotices(JdbcClient jdbc, Clock clock, @Qualifier("applicationTaskExecutor") Executor executor, @Value("${peftboard.boards.state-age:250ms}") Duration age) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.known = new LastKnown<>(this::stored, executor, age);
	}

	/** As they were a moment ago. While the database is away, as they were last: a page that says so must still be shown. */
	public Notices now() {
		try {
			return known.get();
		}
		catch (DataAccessException awayFromTheStart) {
			return Notices.NONE;
		}
	}

	private Notices stored() {
		return jdbc.sql("select paused, pause_reason, paused_at, banner, banner_from, banner_until from site_notices where id = 1").query(SiteNotices::row).single();
	}

	private static Notices row(ResultSet row, int number) throws SQLException {
		return new Notices(row.getBoolean("paused"), row.getString("pause_reason"), instant(row, "paused_at"), row.getString("banner"),
				instant(row, "banner_from"), instant(row, "banner_until"));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return time == null ? null : time.toInstant();
	}

	/** What every page shows now, in this order; part of the key under which pages are kept. */
	public List<String> shown() {
		Notices notices = now();
		List<String> shown = new ArrayList<>();
		if (notices.bannerShown(clock.instant())) {
			shown.add(notices.banner());
		}
		if (notices.paused()) {
			shown.add("Evaluations are paused" + (notices.pauseReason().isEmpty() ? "." : ": " + sentence(notices.pauseReason())) + " What waits in the queue keeps its place.");
		}
		return List.copyOf(shown);
	}

	private static String sentence(String text) {
		return text.matches(".*[.!?…]") ? text : text + ".";
	}

	/** Whether no new evaluation may start, read from the database. */
	public boolean paused() {
		return stored().paused();
	}

	/** From now on no new evaluation starts, on any worker; those that run go on. */
	public void pause(String reason) {
		jdbc.sql("update site_notices set paused = true, pause_reason = ?, paused_at = coalesce(paused_at, ?) where id = 1")
			.params(reason, clock.instant().atOffset(ZoneOffset.UTC))
			.update();
		forget();
	}

	public void resume() {
		jdbc.sql("update site_notices set paused = false, pause_reason = '', paused_at = null where id = 1").update();
		forget();
	}

	/**
	 * Shows a banner on every page.
	 *
	 * @param text  empty for none
	 * @param from  absent for at once
	 * @param until absent for until it is taken away
	 */
	public void announce(String text, @Nullable Instant from, @Nullable Instant until) {
		jdbc.sql("update site_notices set banner = :text, banner_from = :from, banner_until = :until where id = 1")
			.param("text", text)
			.param("from", from == null ? null : from.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("until", until == null ? null : until.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
			.update();
		forget();
	}

	/** Now, and again once others see it. */
	private void forget() {
		known.forget();
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCompletion(int status) {
					known.forget();
				}
			});
		}
	}

}
