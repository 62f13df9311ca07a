package org.peftboard.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.peftboard.evaluator.contract.Problem;
import org.peftboard.site.Setting;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept of what people upload. What was not submitted within a day is forgotten, and what was submitted and came to no result a week after the last
 * submission of it ended; what a published result was measured with stays, as reviewers run it again.
 */
@Component
class AdapterSpace {

	static final int MOST_PENDING = 5;

	private static final Duration PENDING = Duration.ofDays(1);

	private static final Duration FRUITLESS = Duration.ofDays(7);

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final DataSize mostOfOne;

	private final DataSize mostOfAll;

	AdapterSpace(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, @Value("${peftboard.adapter.most-of-one:1GB}") DataSize mostOfOne,
			@Value("${peftboard.adapter.most-of-all:20GB}") DataSize mostOfAll) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
		this.mostOfOne = Setting.atLeast("peftboard.adapter.most-of-one", mostOfOne, DataSize.ofMegabytes(1));
		this.mostOfAll = Setting.atLeast("peftboard.adapter.most-of-all", mostOfAll, DataSize.ofMegabytes(1));
	}

	/** Makes room as far as anything is of no more use. @throws Problem.Refused where there is still none for so many bytes of this person */
	void require(long accountId, long bytes) {
		forget();
		int pending = jdbc.sql("select count(*) from adapters a where a.account_id = ? and not exists (select 1 from submissions s where s.adapter = a.sha256)")
			.param(accountId)
			.query(Integer.class)
			.single();
		if (pending >= MOST_PENDING) {
			throw new Problem.Refused(UploadedAdapters.FIELD, pending + " adapters that were uploaded and not submitted", "fewer than " + MOST_PENDING
					+ "; submit one, or wait for a day");
		}
		requireBelow(kept(" where account_id = ?", accountId) + bytes, mostOfOne, "of your adapters", "withdraw what you need no more; it goes a week later");
		requireBelow(kept("") + bytes, mostOfAll, "of everybody's adapters", "tell the operators of this site (peftboard.adapter.most-of-all)");
	}

	private static void requireBelow(long bytes, DataSize most, String whose, String advice) {
		if (bytes > most.toBytes()) {
			throw new Problem.Refused(UploadedAdapters.FIELD, bytes + " bytes " + whose + " with this one", "at most " + most.toBytes() + "; " + advice);
		}
	}

	private long kept(String which, Object... values) {
		return jdbc.sql("select coalesce(sum(size_bytes), 0) from adapters" + which).params(values).query(Long.class).single();
	}

	private void forget() {
		transaction.executeWithoutResult(status -> {
			forget("not exists (select 1 from submissions s where s.adapter = adapters.sha256)", PENDING);
			forget("not exists (select 1 from submissions s where s.adapter = adapters.sha256 and (s.ended_at is null or s.status = 'PUBLISHED' or s.ended_at > :before))",
					FRUITLESS);
		});
	}

	private void forget(String useless, Duration after) {
		OffsetDateTime before = clock.instant().minus(after).atOffset(ZoneOffset.UTC);
		String old = " where created_at < :before and " + useless;
		jdbc.sql("delete from adapter_pieces where exists (select 1 from adapters" + old
				+ " and adapters.account_id = adapter_pieces.account_id and adapters.sha256 = adapter_pieces.sha256)").param("before", before).update();
		jdbc.sql("delete from adapters" + old).param("before", before).update();
	}

}
