package org.peftboard.account;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who outside providers say somebody is. An identity leads to the account whose owner linked it while signed in here, or that was made with it, and to no other: an
 * e-mail address that a provider tells opens nothing.
 */
@Service
class Identities {

	private final JdbcClient database;

	private final Clock clock;

	Identities(JdbcClient database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/** @param shownName as the provider calls the person */
	record Identity(String provider, String shownName) {
	}

	Optional<Long> accountOf(String provider, String subject) {
		return database.sql("select account_id from outside_identities where provider = :provider and subject = :subject")
			.param("provider", provider).param("subject", subject).query(Long.class).optional();
	}

	List<Identity> of(long accountId) {
		return database.sql("select provider, shown_name from outside_identities where account_id = :id order by provider, shown_name")
			.param("id", accountId).query((row, number) -> new Identity(row.getString("provider"), row.getString("shown_name"))).list();
	}

	/** @return false where it is linked to an account already, or the account has one of this provider */
	boolean link(long accountId, String provider, String subject, String shownName) {
		if (of(accountId).stream().anyMatch(identity -> identity.provider.equals(provider))) {
			return false;
		}
		try {
			database.sql("insert into outside_identities (provider, subject, account_id, shown_name, created_at) values (:provider, :subject, :id, :shown, :now)")
				.param("provider", provider).param("subject", subject).param("id", accountId).param("shown", shownName)
				.param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
			return true;
		}
		catch (DataIntegrityViolationException taken) {
			return false;
		}
	}

	boolean unlink(long accountId, String provider) {
		return database.sql("delete from outside_identities where account_id = :id and provider = :provider")
			.param("id", accountId).param("provider", provider).update() > 0;
	}

}
