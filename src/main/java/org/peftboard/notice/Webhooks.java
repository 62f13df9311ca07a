package org.peftboard.notice;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People's webhooks, and what waits to be sent to them. */
@Service
class Webhooks extends Outbox {

	static final int MOST_EACH = 5;

	/** How long what was sent, or given up, can be seen. */
	private static final Duration KEPT = Duration.ofDays(30);

	private final JdbcClient jdbc;

	private final WebhookRules rules;

	private final WebhookSender sender;

	private final SecureRandom random = new SecureRandom();

	Webhooks(JdbcClient jdbc, WebhookRules rules, WebhookSender sender, Clock clock) {
		super("webhooks", clock);
		this.jdbc = jdbc;
		this.rules = rules;
		this.sender = sender;
	}

	/** @param last how the newest message went; absent before the first */
	record Webhook(long id, String url, @Nullable String last) {
	}

	private record Due(long id, String url, String secret, String body, int attempts) {
	}

	@Override
	boolean possible() {
		return rules.anywhere();
	}

	@Transactional(readOnly = true)
	List<Webhook> of(long accountId) {
		return jdbc.sql("select w.id, w.url, (select d.outcome from webhook_deliveries d where d.id = (select max(n.id) from webhook_deliveries n "
				+ "where n.webhook_id = w.id and n.outcome is not null)) from webhooks w where w.account_id = ? order by w.id")
			.param(accountId)
			.query((row, number) -> new Webhook(row.getLong(1), row.getString(2), row.getString(3)))
			.list();
	}

	/**
	 * Adds a webhook.
	 *
	 * @return the secret that its messages are signed with; shown once
	 * @throws Problem.Refused where the address is not allowed, or there are too many
	 */
	@Transactional
	String add(long accountId, String url) {
		String address = rules.require(url).toString();
		if (of(accountId).size() >= MOST_EACH) {
			throw new Problem.Refused("url", "one more webhook", "at most " + MOST_EACH + "; remove one first");
		}
		byte[] secret = new byte[32];
		random.nextBytes(secret);
		String hex = HexFormat.of().formatHex(secret);
		jdbc.sql("insert into webhooks (account_id, url, secret, created_at) values (?, ?, ?, ?)").params(accountId, address, hex, now()).update();
		return hex;
	}

	@Transactional
	boolean remove(long accountId, long id) {
		return jdbc.sql("delete from webhooks where id = ? and account_id = ?").params(id, accountId).update() > 0;
	}

	/** What does not arrive is no reason to wait with the next: every receiver is another one. */
	@Override
	boolean sendNext() {
		Optional<Due> due = next();
		due.filter(this::taken).ifPresent(this::send);
		return due.isPresent();
	}

	@Override
	void forgetOld() {
		jdbc.sql("delete from webhook_deliveries where next_at is null and created_at < ?").param(before(KEPT)).update();
	}

	private Optional<Due> next() {
		return jdbc.sql("select d.id, w.url, w.secret, d.body, d.attempts from webhook_deliveries d join webhooks w on w.id = d.webhook_id "
				+ "where d.next_at <= ? order by d.next_at, d.id limit 1")
			.param(now())
			.query((row, number) -> new Due(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5)))
			.optional();
	}

	/** Whoever counts the attempt sends it. */
	private boolean taken(Due due) {
		return jdbc.sql("update webhook_deliveries set attempts = attempts + 1, next_at = ? where id = ? and attempts = ?")
			.param(nextTry(due.attempts))
			.param(due.id)
			.param(due.attempts)
			.update() > 0;
	}

	private void send(Due due) {
		WebhookSender.Outcome outcome = sender.send(due.url, due.secret, due.body);
		if (outcome.arrived()) {
			jdbc.sql("update webhook_deliveries set next_at = null, outcome = ? where id = ?").params(outcome.said(), due.id).update();
		}
		else {
			String given = due.attempts + 1 < MOST_ATTEMPTS ? "" : "; given up after " + MOST_ATTEMPTS + " attempts";
			jdbc.sql("update webhook_deliveries set outcome = ? where id = ?").params(outcome.said() + given, due.id).update();
		}
	}

}
