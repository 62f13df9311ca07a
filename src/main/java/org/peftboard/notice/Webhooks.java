package org.peftboard.notice;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * People's webhooks, and what waits to be sent to them. What does not arrive is tried again after 10 s, 40 s and so on, each pause four times the one before,
 * {@value #MOST_ATTEMPTS} times in all.
 *
 * <p>A message is taken by counting its attempt, so of several servers one sends it; a server that dies while sending leaves it to the next pause.
 */
@Service
class Webhooks implements SmartLifecycle {

	static final int MOST_ATTEMPTS = 8;

	static final int MOST_EACH = 5;

	private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LOOK = Duration.ofSeconds(2);

	private static final int AT_ONCE = 20;

	private final JdbcClient jdbc;

	private final WebhookRules rules;

	private final WebhookSender sender;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	private @Nullable ScheduledExecutorService timer;

	Webhooks(JdbcClient jdbc, WebhookRules rules, WebhookSender sender, Clock clock) {
		this.jdbc = jdbc;
		this.rules = rules;
		this.sender = sender;
		this.clock = clock;
	}

	/** @param last how the newest message went; absent before the first */
	record Webhook(long id, String url, @Nullable String last) {
	}

	private record Due(long id, String url, String secret, String body, int attempts) {
	}

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

	/** Sends what is due, at most {@value #AT_ONCE}. */
	int sendDue() {
		int sent = 0;
		for (Optional<Due> due = next(); due.isPresent() && sent < AT_ONCE; due = next()) {
			if (taken(due.get())) {
				send(due.get());
			}
			sent++;
		}
		return sent;
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
		OffsetDateTime again = due.attempts + 1 < MOST_ATTEMPTS ? pauseAfter(due.attempts + 1).atOffset(ZoneOffset.UTC) : null;
		return jdbc.sql("update webhook_deliveries set attempts = attempts + 1, next_at = ? where id = ? and attempts = ?")
			.param(again)
			.param(due.id)
			.param(due.attempts)
			.update() > 0;
	}

	private Instant pauseAfter(int attempts) {
		return clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << 2 * (attempts - 1)));
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

	private OffsetDateTime now() {
		return clock.instant().atOffset(ZoneOffset.UTC);
	}

	private void look() {
		try {
			sendDue();
		}
		catch (RuntimeException databaseAway) {
			log.warn("Webhooks wait: {}", databaseAway.getMessage());
		}
	}

	@Override
	public synchronized void start() {
		if (timer == null && possible()) {
			timer = Executors.newSingleThreadScheduledExecutor(task -> {
				Thread thread = new Thread(task, "webhooks");
				thread.setDaemon(true);
				return thread;
			});
			timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public synchronized void stop() {
		if (timer != null) {
			timer.shutdownNow();
			timer = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return timer != null;
	}

}
