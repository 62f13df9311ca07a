package org.peftboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Tokens of the API: 256 random bits behind {@code peft_}, kept as their hash, for a while, for what they are made for and nothing else.
 *
 * <p>The time of last use is written at most once a minute.
 */
@Service
class ApiTokens {

	static final String PREFIX = "peft_";

	static final int MOST = 20;

	static final int LONGEST_DAYS = 366;

	private static final int LONGEST_TITLE = 60;

	private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

	private static final Duration GRAIN = Duration.ofMinutes(1);

	/** What a token is good for. */
	enum Scope {

		/** what its owner may see */
		READ,
		/** submit, cancel, withdraw */
		SUBMIT,
		/** what reviewers do; for reviewers only, and only as long as they are */
		REVIEW;

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

		/** As Spring Security's authority. */
		String authority() {
			return "SCOPE_" + word();
		}

		static Optional<Scope> of(String word) {
			return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findAny();
		}

	}

	/** A token as its owner sees it. */
	record Shown(long id, String title, String beginning, String scopes, Instant createdAt, Instant expiresAt, @Nullable Instant lastUsedAt, boolean expired) {
	}

	/** Who shows a token, and what it is good for now. */
	record Bearer(SignedIn person, Set<Scope> scopes) {
	}

	private final JdbcClient database;

	private final AccountRepository accounts;

	private final Clock clock;

	ApiTokens(JdbcClient database, AccountRepository accounts, Clock clock) {
		this.database = database;
		this.accounts = accounts;
		this.clock = clock;
	}

	/**
	 * Makes a token.
	 *
	 * @return the token, which is nowhere else
	 * @throws Problem.Refused with all problems at once
	 */
	String create(SignedIn person, String title, List<String> scopeWords, String days) {
		List<Problem> problems = problems(person, title.strip(), scopeWords, days);
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
		String token = PREFIX + Secrets.word();
		Instant now = clock.instant();
		database.sql("insert into api_tokens (account_id, title, token_hash, beginning, scopes, created_at, expires_at) "
				+ "values (:account, :title, :hash, :beginning, :scopes, :now, :end)")
			.param("account", person.id()).param("title", title.strip()).param("hash", Secrets.hash(token))
			.param("beginning", token.substring(0, PREFIX.length() + 4)).param("scopes", String.join(" ", new TreeSet<>(scopeWords)))
			.param("now", at(now)).param("end", at(now.plus(Duration.ofDays(Integer.parseInt(days))))).update();
		return token;
	}

	private List<Problem> problems(SignedIn person, String title, List<String> scopeWords, String days) {
		List<Problem> problems = new ArrayList<>();
		if (title.isEmpty() || title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
			problems.add(new Problem("title", title.length() + " characters", "1 to " + LONGEST_TITLE + " that say what it is for"));
		}
		if (scopeWords.isEmpty()) {
			problems.add(new Problem("scope", "none", "at least one of read, submit, review"));
		}
		scopeWords.stream().filter(word -> Scope.of(word).isEmpty()).findAny()
			.ifPresent(word -> problems.add(new Problem("scope", "another word", "read, submit or review")));
		if (scopeWords.contains(Scope.REVIEW.word()) && !person.role().covers(Role.REVIEWER)) {
			problems.add(new Problem("scope", "review", "read or submit; review is for reviewers"));
		}
		if (!days.matches("[1-9]\\d{0,2}") || Integer.parseInt(days) > LONGEST_DAYS) {
			problems.add(new Problem("days", "another number of days", "1 to " + LONGEST_DAYS));
		}
		if (of(person).size() >= MOST) {
			problems.add(new Problem("token", MOST + " already", "fewer; revoke one that is not needed"));
		}
		return problems;
	}

	List<Shown> of(SignedIn person) {
		Instant now = clock.instant();
		return database.sql("select * from api_tokens where account_id = :account order by id").param("account", person.id())
			.query((row, number) -> {
				Instant end = row.getObject("expires_at", OffsetDateTime.class).toInstant();
				OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
				return new Shown(row.getLong("id"), row.getString("title"), row.getString("beginning"), row.getString("scopes"),
						row.getObject("created_at", OffsetDateTime.class).toInstant(), end, used == null ? null : used.toInstant(), !now.isBefore(end));
			}).list();
	}

	/** Whether it was this person's, and is no more. */
	boolean revoke(SignedIn person, long id) {
		return database.sql("delete from api_tokens where id = :id and account_id = :account").param("id", id).param("account", person.id()).update() == 1;
	}

	/** Who shows this token; nobody where it is unknown, revoked or too old. */
	Optional<Bearer> find(String token) {
		if (!FORM.matcher(token).matches()) {
			return Optional.empty();
		}
		Instant now = clock.instant();
		return database.sql("select id, account_id, scopes from api_tokens where token_hash = :hash and expires_at > :now")
			.param("hash", Secrets.hash(token)).param("now", at(now))
			.query((row, number) -> new Found(row.getLong("id"), row.getLong("account_id"), row.getString("scopes"))).optional()
			.flatMap(found -> accounts.findById(found.accountId).filter(Account::open).map(account -> bearer(account, found, now)));
	}

	private record Found(long id, long accountId, String scopes) {
	}

	private Bearer bearer(Account account, Found found, Instant now) {
		database.sql("update api_tokens set last_used_at = :now where id = :id and (last_used_at is null or last_used_at < :before)")
			.param("now", at(now)).param("id", found.id).param("before", at(now.minus(GRAIN))).update();
		Set<Scope> scopes = Arrays.stream(found.scopes.split(" ")).flatMap(word -> Scope.of(word).stream())
			.filter(scope -> scope != Scope.REVIEW || account.role().covers(Role.REVIEWER)).collect(Collectors.toSet());
		SignedIn person = new SignedIn(account);
		person.eraseCredentials();
		return new Bearer(scopes.contains(Scope.REVIEW) ? person : person.as(Role.RESEARCHER), scopes);
	}

	private static OffsetDateTime at(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
