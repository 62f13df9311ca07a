package org.peftboard.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import javax.sql.DataSource;

import jakarta.persistence.EntityManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Records what people and the site do, as a chain: each entry holds the hash of the one before it, so that a changed, removed or re-ordered entry shows.
 *
 * <p>Within a transaction an entry is written with it, or not at all. It is written at the very end, because the chain is locked from then on: whoever appends
 * waits for whoever appended before.
 */
@Service
public class Audit {

	private static final Logger log = LoggerFactory.getLogger(Audit.class);

	private static final int LONGEST_NAME = 80;

	private static final int LONGEST_ACTION = 60;

	private static final int LONGEST_SUBJECT = 200;

	private static final int LONGEST_VALUE = 2000;

	private static final int LONGEST_DETAILS = 8000;

	private static final int LONGEST_ADDRESS = 64;

	private static final int STRIDE = 1000;

	private final AuditEntries entries;

	private final EntityManager entityManager;

	private final TransactionTemplate ownTransaction;

	private final Clock clock;

	Audit(AuditEntries entries, EntityManager entityManager, PlatformTransactionManager transactions, Clock clock) {
		this.entries = entries;
		this.entityManager = entityManager;
		this.ownTransaction = new TransactionTemplate(transactions);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.clock = clock;
	}

	/**
	 * Records an action. Where the request came from is found out here.
	 *
	 * @param action  what was done, room first, in words a filter can name ("review.verify", "account.sign-in-failed"); at most 60 characters
	 * @param subject to what ("result 7k2m9x0abc", "submission 42", "account 7"); at most 200 characters
	 * @param details what else is to be known, without secrets; values are kept as text and shortened to 2,000 characters
	 */
	public void record(Actor actor, String action, String subject, Map<String, ?> details) {
		Entry draft = new Entry(0, clock.instant().truncatedTo(ChronoUnit.MICROS), actor.id(), text(actor.name(), LONGEST_NAME), text(action, LONGEST_ACTION),
				text(subject, LONGEST_SUBJECT), details(details), text(address(), LONGEST_ADDRESS), Entry.START, Entry.START);
		boolean writing = TransactionSynchronizationManager.isActualTransactionActive() && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
		if (writing) {
			TransactionSynchronizationManager.registerSynchronization(new AtTheEnd(draft));
		}
		else {
			ownTransaction.executeWithoutResult(status -> append(draft));
		}
	}

	public void record(Actor actor, String action, String subject) {
		record(actor, action, subject, Map.of());
	}

	private void append(Entry draft) {
		AuditEntries.Head head = entries.lockHead();
		Entry entry = new Entry(head.position() + 1, draft.recordedAt(), draft.actorId(), draft.actor(), draft.action(), draft.subject(), draft.details(),
				draft.address(), head.hash(), "").sealed();
		entries.append(entry);
		// the log of the process is a second witness: a chain that was rewritten whole does not agree with it
		log.info("audit {} {} {} {} {}", entry.position(), entry.hash(), entry.action(), entry.actorId(), entry.subject());
	}

	/** Entries, newest first, before this position. */
	@Transactional(readOnly = true)
	public List<Entry> before(long position, AuditFilter filter, int count) {
		return entries.before(position, filter, count);
	}

	/** Walks along the whole chain and names what was changed, removed, added or re-ordered; what is appended meanwhile is not seen. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Verification verify() {
		return walk(entries);
	}

	/** The same on a database of which nothing else is known, for a command. */
	public static Verification verify(DataSource database) {
		TransactionTemplate reading = new TransactionTemplate(new DataSourceTransactionManager(database));
		reading.setReadOnly(true);
		reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		return Objects.requireNonNull(reading.execute(status -> walk(new AuditEntries(JdbcClient.create(database)))));
	}

	private static Verification walk(AuditEntries entries) {
		ChainWalk walk = new ChainWalk();
		AuditEntries.Head head = entries.head();
		long position = 0;
		List<Entry> next = entries.after(position, STRIDE);
		while (!next.isEmpty()) {
			for (Entry entry : next) {
				walk.step(entry);
			}
			position = next.get(next.size() - 1).position();
			next = entries.after(position, STRIDE);
		}
		return walk.end(head.position(), head.hash());
	}

	private static String details(Map<String, ?> details) {
		Map<String, String> shortened = new TreeMap<>();
		details.forEach((key, value) -> shortened.put(text(key, LONGEST_NAME), text(String.valueOf(value), LONGEST_VALUE)));
		String json = CanonicalJson.ofSorted(shortened);
		return json.length() <= LONGEST_DETAILS ? json : CanonicalJson.ofSorted(Map.of("shortened", text(json, LONGEST_VALUE)));
	}

	/** Without control characters and halves of characters, which a database may refuse or change and a log would break at. */
	private static String text(String value, int longest) {
		StringBuilder clean = new StringBuilder();
		value.codePoints()
			.map(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE ? ' ' : point)
			.takeWhile(point -> clean.length() + Character.charCount(point) <= longest)
			.forEach(clean::appendCodePoint);
		return clean.toString();
	}

	private static String address() {
		return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web ? String.valueOf(web.getRequest().getRemoteAddr()) : "";
	}

	/** Writes everything else of the transaction first, so that no row is waited for while the chain is locked. */
	private final class AtTheEnd implements TransactionSynchronization {

		private final Entry draft;

		AtTheEnd(Entry draft) {
			this.draft = draft;
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			entityManager.flush();
			append(draft);
		}

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

	}

}
