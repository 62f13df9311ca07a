package org.peftboard.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.site.Setting;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many evaluations a person may ask for in a day (UTC); one for each seed.
 *
 * <p>Counted from the submissions themselves, so nothing has to be given back: what was refused, what failed through the site's fault, and what was cancelled
 * before it began does not count.
 */
@Service
public class Quotas {

	private static final String USED = """
			select coalesce(sum(seeds), 0) from submissions where submitter_id = ? and created_at >= ?
			and not (status = 'REJECTED' or status = 'CANCELLED' and attempt = 0 or status = 'FAILED' and fault = 'PLATFORM')
			and id not in (select submission_id from reruns)""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final MessageSource messages;

	private final int usual;

	Quotas(JdbcClient jdbc, Clock clock, MessageSource messages, @Value("${peftboard.quota.evaluations-per-day:100}") int usual) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.messages = messages;
		this.usual = Setting.atLeast("peftboard.quota.evaluations-per-day", usual, 0);
	}

	/**
	 * A person's quota now.
	 *
	 * @param used     evaluations today
	 * @param limit    evaluations a day
	 * @param resetsAt when the count begins anew
	 */
	public record Usage(int used, int limit, Instant resetsAt) {

		public int left() {
			return Math.max(0, limit - used);
		}

	}

	@Transactional(readOnly = true)
	public Usage of(long accountId) {
		OffsetDateTime day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).atStartOfDay().atOffset(ZoneOffset.UTC);
		int used = jdbc.sql(USED).params(accountId, day).query(Integer.class).single();
		int limit = jdbc.sql("select coalesce(daily, " + usual + ") from quotas where account_id = ?").param(accountId).query(Integer.class).optional().orElse(usual);
		return new Usage(used, limit, day.plusDays(1).toInstant());
	}

	/**
	 * Passes while so many more fit. Within the caller's transaction the person's count is locked, so that requests at the same time are counted one after the other.
	 *
	 * @throws Problem.Refused that says when more may be asked for
	 */
	void require(long accountId, int evaluations) {
		lock(accountId);
		Usage usage = of(accountId);
		if (usage.used() + evaluations > usage.limit()) {
			throw new Problem.Refused("quota", evaluations + " more evaluations, " + usage.used() + " of " + usage.limit() + " used today",
					"at most " + usage.left() + " more today; the count begins anew " + inWords(usage.resetsAt(), new Words(messages, Locale.ENGLISH)));
		}
	}

	private void lock(long accountId) {
		if (jdbc.sql("select account_id from quotas where account_id = ? for update").param(accountId).query(Long.class).optional().isEmpty()) {
			throw new IllegalStateException("account " + accountId + " has no row in quotas; enter() comes first");
		}
	}

	/** Makes sure that the person has a row to lock; in a transaction of its own, because another request may do the same at the same time. */
	void enter(long accountId) {
		if (jdbc.sql("select account_id from quotas where account_id = ?").param(accountId).query(Long.class).optional().isPresent()) {
			return;
		}
		try {
			jdbc.sql("insert into quotas (account_id) values (?)").param(accountId).update();
		}
		catch (DuplicateKeyException enteredMeanwhile) {
			// it is there, which is all that was wanted
		}
	}

	/** "at 00:00 UTC, in 5 hours" */
	String inWords(Instant resetsAt, Words words) {
		return words.say("quota.resets", words.duration(Duration.between(clock.instant(), resetsAt).toSeconds()));
	}

	/** Gives a person another number of evaluations a day; absent for the usual one. */
	@Transactional
	public void set(long accountId, @Nullable Integer daily) {
		if (daily != null && (daily < 0 || daily > 100_000)) {
			throw new Problem.Refused("daily", String.valueOf(daily), "0 to 100000 evaluations a day");
		}
		enter(accountId);
		jdbc.sql("update quotas set daily = ? where account_id = ?").param(daily).param(accountId).update();
	}

	/** Evaluations a day, by account, of those who have not the usual number. */
	@Transactional(readOnly = true)
	public Map<Long, Integer> exceptions() {
		Map<Long, Integer> exceptions = new TreeMap<>();
		jdbc.sql("select account_id, daily from quotas where daily is not null").query(row -> {
			exceptions.put(row.getLong(1), row.getInt(2));
		});
		return exceptions;
	}

	/** Evaluations a day of everybody else. */
	public int usual() {
		return usual;
	}

}
