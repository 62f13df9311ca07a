package org.peftboard.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.peftboard.evaluator.contract.Problem;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Carries a request out once, however often it is sent under the same key: the answer of the first time is the answer. Keys are a person's own and live for a day.
 *
 * <p>The key is reserved before the work begins and given back where it fails, so that it can be sent again.
 */
@Service
public class IdempotentRequests {

	private static final Duration LIFE = Duration.ofDays(1);

	/** A reservation without an answer after this time belongs to a server that died. */
	private static final Duration LONGEST_WORK = Duration.ofMinutes(1);

	private static final int LONGEST_KEY = 100;

	private static final String FIELD = "Idempotency-Key";

	private final JdbcClient jdbc;

	private final Clock clock;

	IdempotentRequests(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	private record Kept(String hash, String answer) {
	}

	/** @param repeated whether it was answered before, and nothing was done now */
	public record Answer(String text, boolean repeated) {
	}

	/** The same key came with another request, or while the first is still carried out. */
	public static final class Conflict extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Conflict(String message) {
			super(message);
		}

	}

	/**
	 * Carries out, or answers as before.
	 *
	 * @param request what was asked for, so that a key that is used for something else shows
	 * @param work    its argument keeps the answer early, within the transaction that does what cannot be done twice: a server that dies behind it has answered
	 * @throws Problem.Refused where the key is empty or too long
	 * @throws Conflict        where the key belongs to another request, or to one that is under way
	 */
	public Answer once(long accountId, String key, String request, Function<Consumer<String>, String> work) {
		if (key.isBlank() || key.length() > LONGEST_KEY || !key.chars().allMatch(character -> character > ' ' && character < 127)) {
			throw new Problem.Refused(FIELD, "'" + key + "'", "1 to " + LONGEST_KEY + " letters, digits and signs, such as a UUID");
		}
		forgetOld(accountId);
		String hash = ConfigurationKey.sha256(request);
		Optional<Kept> before = find(accountId, key);
		return before.isPresent() ? known(before.get(), hash) : reserveAndWork(accountId, key, hash, work);
	}

	private static Answer known(Kept before, String hash) {
		if (!before.hash.equals(hash)) {
			throw new Conflict("This " + FIELD + " was sent with another request. Take a new key for a new request.");
		}
		if (before.answer.isEmpty()) {
			throw new Conflict("The first request with this " + FIELD + " is still carried out. Send it again in a moment.");
		}
		return new Answer(before.answer, true);
	}

	private Answer reserveAndWork(long accountId, String key, String hash, Function<Consumer<String>, String> work) {
		try {
			jdbc.sql("insert into idempotency_keys (account_id, request_key, request_hash, answer_json, created_at) values (?, ?, ?, '', ?)")
				.params(accountId, key, hash, now())
				.update();
		}
		catch (DuplicateKeyException meanwhile) {
			return known(find(accountId, key).orElseThrow(() -> meanwhile), hash);
		}
		try {
			String answer = work.apply(early -> keep(accountId, key, hash, early));
			keep(accountId, key, hash, answer);
			return new Answer(answer, false);
		}
		catch (RuntimeException failed) {
			jdbc.sql("delete from idempotency_keys where account_id = ? and request_key = ?").params(accountId, key).update();
			throw failed;
		}
	}

	private void keep(long accountId, String key, String hash, String answer) {
		int kept = jdbc.sql("update idempotency_keys set answer_json = ? where account_id = ? and request_key = ? and request_hash = ?").params(answer, accountId, key, hash).update();
		if (kept == 0) {
			throw new Conflict("The first request with this " + FIELD + " took longer than " + LONGEST_WORK.toSeconds() + " s, and another one took its place. Ask what became of it.");
		}
	}

	private Optional<Kept> find(long accountId, String key) {
		return jdbc.sql("select request_hash, answer_json from idempotency_keys where account_id = ? and request_key = ?")
			.params(accountId, key)
			.query((row, number) -> new Kept(row.getString(1), row.getString(2)))
			.optional();
	}

	private void forgetOld(long accountId) {
		jdbc.sql("delete from idempotency_keys where account_id = ? and (created_at < ? or answer_json = '' and created_at < ?)")
			.params(accountId, now().minus(LIFE), now().minus(LONGEST_WORK))
			.update();
	}

	private OffsetDateTime now() {
		return clock.instant().atOffset(ZoneOffset.UTC);
	}

}
