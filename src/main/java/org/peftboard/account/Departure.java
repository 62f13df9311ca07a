package org.peftboard.account;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may take away, and how an account is given up: results stay, under a pseudonym; what opened the account is deleted. */
@Service
class Departure {

	private static final List<String> OPENS = List.of("api_tokens", "recovery_codes", "letter_tokens", "outside_identities");

	private final AccountRepository accounts;

	private final Directory directory;

	private final ApiTokens tokens;

	private final Sessions sessions;

	private final Identities identities;

	private final List<ExportedPart> parts;

	private final ApplicationEventPublisher events;

	private final JdbcClient database;

	private final TransactionTemplate transaction;

	private final Journal journal;

	private final Clock clock;

	Departure(AccountRepository accounts, Directory directory, ApiTokens tokens, Sessions sessions, Identities identities, List<ExportedPart> parts,
			ApplicationEventPublisher events, JdbcClient database, TransactionTemplate transaction, Journal journal, Clock clock) {
		this.accounts = accounts;
		this.directory = directory;
		this.tokens = tokens;
		this.sessions = sessions;
		this.identities = identities;
		this.parts = parts;
		this.events = events;
		this.database = database;
		this.transaction = transaction;
		this.journal = journal;
		this.clock = clock;
	}

	/** Everything that is kept of a person; no secret is in it, not even as a hash. */
	Map<String, Object> export(SignedIn person) {
		Account account = accounts.findById(person.id()).orElseThrow();
		Map<String, Object> export = new LinkedHashMap<>();
		export.put("exportedAt", clock.instant());
		export.put("name", account.name());
		export.put("role", account.role());
		export.put("createdAt", account.createdAt());
		export.put("email", account.email() == null ? "" : account.email());
		export.put("identities", identities.of(person.id()));
		export.put("apiTokens", tokens.of(person));
		export.put("sessions", sessions.of(person, null));
		parts.forEach(part -> export.put(part.field(), part.of(person.id())));
		return export;
	}

	/** @throws Problem.Refused for the last administrator, without whom nobody could operate the site */
	void close(SignedIn person) {
		transaction.executeWithoutResult(status -> {
			directory.requireAnotherAdministrator(person.id(), "account", "the only administrator");
			Account account = accounts.findById(person.id()).orElseThrow();
			account.close(clock.instant());
			accounts.saveAndFlush(account);
			OPENS.forEach(table -> database.sql("delete from " + table + " where account_id = :id").param("id", person.id()).update());
			events.publishEvent(new AccountClosed(person, account.name()));
			journal.note(new SignedIn(account), "closed");
		});
		sessions.endAll(person.name(), null);
	}

}
