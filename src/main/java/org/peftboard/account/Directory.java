package org.peftboard.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts as operators see and change them. There is always an administrator who can come in. */
@Service
public class Directory {

	/** On one page. */
	public static final int PAGE = 50;

	private static final int PASSWORD_LENGTH = 24;

	private static final String SELECT = """
			select a.id, a.name, a.role, a.created_at, a.disabled_at, a.closed_at, a.second_factor,
			a.password_hash is not null or exists (select 1 from outside_identities o where o.account_id = a.id) as can_sign_in from accounts a""";

	private final AccountRepository accounts;

	private final JdbcClient jdbc;

	private final PasswordEncoder passwords;

	private final Sessions sessions;

	private final SecondFactor secondFactor;

	private final LetterTokens letterTokens;

	private final Clock clock;

	Directory(AccountRepository accounts, JdbcClient jdbc, PasswordEncoder passwords, Sessions sessions, SecondFactor secondFactor, LetterTokens letterTokens, Clock clock) {
		this.accounts = accounts;
		this.jdbc = jdbc;
		this.passwords = passwords;
		this.sessions = sessions;
		this.secondFactor = secondFactor;
		this.letterTokens = letterTokens;
		this.clock = clock;
	}

	/**
	 * An account.
	 *
	 * @param disabledAt   when an operator closed it; absent while it is open
	 * @param givenUp      whether its owner gave it up
	 * @param secondFactor whether it has one
	 * @param person       whether somebody can sign in with it: the site has accounts of its own
	 */
	public record Person(long id, String name, Role role, Instant createdAt, @Nullable Instant disabledAt, boolean givenUp, boolean secondFactor, boolean person) {

		/** Whether it can be changed at all. */
		public boolean changeable() {
			return person && !givenUp;
		}

	}

	/** Accounts whose name contains this text, whatever its case, newest first. */
	@Transactional(readOnly = true)
	public List<Person> find(String text, int page) {
		return jdbc.sql(SELECT + " where position(:text in a.name_key) > 0 or :text = '' order by a.id desc limit " + PAGE + " offset :offset")
			.param("text", Account.key(text))
			.param("offset", (long) PAGE * Math.max(0, page - 1))
			.query(Directory::person)
			.list();
	}

	@Transactional(readOnly = true)
	public Optional<Person> find(long id) {
		return jdbc.sql(SELECT + " where a.id = ?").param(id).query(Directory::person).optional();
	}

	/** The account of this name, however it is written. */
	@Transactional(readOnly = true)
	public Optional<Person> named(String name) {
		return jdbc.sql(SELECT + " where a.name_key = ?").param(Account.key(name)).query(Directory::person).optional();
	}

	private static Person person(ResultSet row, int number) throws SQLException {
		OffsetDateTime disabledAt = row.getObject("disabled_at", OffsetDateTime.class);
		return new Person(row.getLong("id"), row.getString("name"), Role.valueOf(row.getString("role")), row.getObject("created_at", OffsetDateTime.class).toInstant(),
				disabledAt == null ? null : disabledAt.toInstant(), row.getObject("closed_at") != null, row.getObject("second_factor") != null,
				row.getBoolean("can_sign_in"));
	}

	/**
	 * Gives an account another role; its sessions end, so that it holds at once.
	 *
	 * @throws Problem.Refused where no administrator would be left, or there is nobody behind the account
	 */
	@Transactional
	public void changeRole(long id, Role role) {
		Account account = changeable(id);
		if (role != Role.ADMINISTRATOR) {
			requireAnotherAdministrator(id, "role", role.name());
		}
		account.changeRole(role);
		store(account);
	}

	/**
	 * Closes an account: nobody comes in with it, its sessions end, its tokens are worth nothing. What it did stays.
	 *
	 * @throws Problem.Refused where no administrator would be left
	 */
	@Transactional
	public void disable(long id) {
		Account account = changeable(id);
		requireAnotherAdministrator(id, "account", "closed");
		account.disable(clock.instant());
		store(account);
	}

	/** Opens an account that an operator closed. */
	@Transactional
	public void enable(long id) {
		Account account = changeable(id);
		account.enable();
		store(account);
	}

	/**
	 * Replaces the password by one that is good for one sign-in, and ends all sessions.
	 *
	 * @return the password, which is nowhere else
	 */
	@Transactional
	public String resetPassword(long id) {
		Account account = changeable(id);
		String password = Secrets.letters(PASSWORD_LENGTH);
		account.changePassword(passwords.encode(password));
		letterTokens.forgetAll(id);
		store(account.withOneTimePassword());
		return password;
	}

	/**
	 * Takes the second factor away, for somebody who lost both the application and the recovery codes, and ends all sessions. The password is still needed.
	 *
	 * @throws Problem.Refused where there is none
	 */
	@Transactional
	public void removeSecondFactor(long id) {
		Account account = changeable(id);
		if (!secondFactor.isOn(id)) {
			throw new Problem.Refused("second factor", "none", "an account that has one");
		}
		secondFactor.turnOff(id);
		sessions.endAll(account.name(), null);
	}

	private Account changeable(long id) {
		find(id).filter(Person::changeable)
			.orElseThrow(() -> new Problem.Refused("account", String.valueOf(id), "an account that a person can sign in with"));
		return accounts.findById(id).orElseThrow();
	}

	private void store(Account account) {
		accounts.saveAndFlush(account);
		sessions.endAll(account.name(), null);
	}

	/** Two administrators who do this to each other at the same time wait for each other here. */
	void requireAnotherAdministrator(long id, String field, String value) {
		List<Long> administrators = jdbc.sql("select id from accounts where role = 'ADMINISTRATOR' and disabled_at is null and closed_at is null order by id for update")
			.query(Long.class)
			.list();
		if (administrators.equals(List.of(id))) {
			throw new Problem.Refused(field, value, "another administrator first: this is the last one");
		}
	}

}
