package org.peftboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Words that are sent by letter and prove that their reader owns the address: good once, for a while, kept as hashes. */
@Service
class LetterTokens {

	/** So that nobody's mailbox is filled by whoever types their name again and again. */
	private static final Duration PAUSE = Duration.ofMinutes(5);

	/** What a letter is for, and how long it holds. */
	enum Purpose {

		VERIFY(Duration.ofHours(24)), RESET(Duration.ofMinutes(30));

		private final Duration holds;

		Purpose(Duration holds) {
			this.holds = holds;
		}

	}

	/** Whose letter it was, and where it went. */
	record Owner(long accountId, String email) {
	}

	private final JdbcClient database;

	private final Clock clock;

	LetterTokens(JdbcClient database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/** A new word, unless one was sent to the same account for the same purpose within five minutes; earlier ones are worth nothing from then on. */
	Optional<String> create(long accountId, Purpose purpose, String email) {
		Instant now = clock.instant();
		int recent = database.sql("select count(*) from letter_tokens where account_id = :id and purpose = :purpose and created_at > :before")
			.param("id", accountId).param("purpose", purpose.name()).param("before", at(now.minus(PAUSE))).query(Integer.class).single();
		if (recent > 0) {
			return Optional.empty();
		}
		forget(accountId, purpose);
		String word = Secrets.word();
		database.sql("insert into letter_tokens (token_hash, account_id, purpose, email, created_at, expires_at) values (:hash, :id, :purpose, :email, :now, :end)")
			.param("hash", Secrets.hash(word)).param("id", accountId).param("purpose", purpose.name()).param("email", email).param("now", at(now))
			.param("end", at(now.plus(purpose.holds))).update();
		return Optional.of(word);
	}

	/** Whose word this is, while it holds; it stays good. */
	Optional<Owner> look(String word, Purpose purpose) {
		return database.sql("select account_id, email from letter_tokens where token_hash = :hash and purpose = :purpose and expires_at > :now")
			.param("hash", Secrets.hash(word)).param("purpose", purpose.name()).param("now", at(clock.instant()))
			.query((row, number) -> new Owner(row.getLong("account_id"), row.getString("email"))).optional();
	}

	/** Whose word this is; it is used up by this, and of two who bring it at once one is told that there is none. */
	Optional<Owner> take(String word, Purpose purpose) {
		return look(word, purpose)
			.filter(owner -> database.sql("delete from letter_tokens where token_hash = :hash").param("hash", Secrets.hash(word)).update() == 1);
	}

	void forget(long accountId, Purpose purpose) {
		database.sql("delete from letter_tokens where account_id = :id and purpose = :purpose").param("id", accountId).param("purpose", purpose.name()).update();
	}

	/** Of every purpose. */
	void forgetAll(long accountId) {
		database.sql("delete from letter_tokens where account_id = :id").param("id", accountId).update();
	}

	private static OffsetDateTime at(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
