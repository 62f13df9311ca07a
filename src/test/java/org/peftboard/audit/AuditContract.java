package org.peftboard.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the audit log does on every database. */
abstract class AuditContract {

	private static final Actor ADA = Actor.of(7, "ada");

	@Autowired
	private Audit audit;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource database;

	@Autowired
	private TransactionTemplate transaction;

	@BeforeEach
	void empty() {
		jdbc.sql("delete from audit_entries").update();
		jdbc.sql("update audit_head set position = 0, hash = '" + Entry.START + "'").update();
	}

	private void recordFive() {
		IntStream.rangeClosed(1, 5).forEach(number -> audit.record(ADA, "review.note", "result r" + number, Map.of("note", "number " + number)));
		assertThat(audit.verify().findings()).isEmpty();
	}

	private List<Entry> all() {
		return audit.before(Long.MAX_VALUE, AuditFilter.ALL, 1000);
	}

	@Test
	void anEmptyLogIsSound() {
		assertThat(audit.verify()).isEqualTo(new Verification(0, Entry.START, List.of()));
	}

	@Test
	void keepsWhoWhatAndWhenAsAChain() {
		audit.record(ADA, "review.verify", "result abc", Map.of("reason", "re-run agrees", "another", 5));
		audit.record(Actor.SITE, "evaluation.pause", "queue");
		Entry second = all().get(0);
		Entry first = all().get(1);
		assertThat(first.actorId()).isEqualTo(7);
		assertThat(first.details()).isEqualTo("{\"another\":\"5\",\"reason\":\"re-run agrees\"}");
		assertThat(first.previousHash()).isEqualTo(Entry.START);
		assertThat(second.actorId()).isNull();
		assertThat(second.previousHash()).isEqualTo(first.hash());
		assertThat(audit.verify()).isEqualTo(new Verification(2, second.hash(), List.of()));
	}

	@Test
	void keepsHostileTextAsTextThatBothDatabasesTake() {
		audit.record(Actor.stranger("x\u0000\r\nINFO forged " + "y".repeat(500)), "account.sign-in-failed", "\ud800 half \ud83d\ude00", Map.of("k", "\"}, {"));
		assertThat(audit.verify().findings()).isEmpty();
		Entry entry = all().get(0);
		assertThat(entry.actor()).hasSize(80).startsWith("x   INFO forged ");
		assertThat(entry.subject()).isEqualTo("  half \ud83d\ude00");
		assertThat(entry.details()).isEqualTo("{\"k\":\"\\\"}, {\"}");
	}

	@Test
	void isWrittenWithItsTransactionOrNotAtAll() {
		assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
			audit.record(ADA, "review.verify", "result abc");
			throw new IllegalStateException("rolled back");
		})).hasMessage("rolled back");
		assertThat(all()).isEmpty();

		transaction.executeWithoutResult(status -> {
			audit.record(ADA, "review.verify", "result abc");
			audit.record(ADA, "review.note", "result abc");
		});
		assertThat(all()).extracting(Entry::action).containsExactly("review.note", "review.verify");
		assertThat(audit.verify().findings()).isEmpty();
	}

	@Test
	void recordsFromWithinATransactionThatOnlyReads() {
		TransactionTemplate reading = new TransactionTemplate(transaction.getTransactionManager());
		reading.setReadOnly(true);
		reading.executeWithoutResult(status -> audit.record(ADA, "account.export", "account 7"));
		assertThat(all()).hasSize(1);
	}

	@Test
	void manyAtOnceMakeOneChainWithoutAGap() throws Exception {
		int workers = 6;
		int each = 20;
		Callable<Void> work = () -> {
			for (int index = 0; index < each; index++) {
				transaction.executeWithoutResult(status -> audit.record(ADA, "test.race", "nothing"));
			}
			return null;
		};
		ExecutorService threads = Executors.newFixedThreadPool(workers);
		try {
			List<Future<Void>> done = new ArrayList<>(threads.invokeAll(IntStream.range(0, workers).mapToObj(worker -> work).toList()));
			for (Future<Void> one : done) {
				one.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(audit.verify().findings()).isEmpty();
		assertThat(audit.verify().entries()).isEqualTo(workers * each);
	}

	@Test
	void findsAnEntryThatWasChanged() {
		recordFive();
		for (String column : List.of("actor", "action", "subject", "details", "address")) {
			String before = jdbc.sql("select " + column + " from audit_entries where position = 3").query(String.class).single();
			jdbc.sql("update audit_entries set " + column + " = 'changed' where position = 3").update();
			assertThat(audit.verify().findings()).as(column).containsExactly("entry 3: is not what was recorded; its content does not have its hash");
			jdbc.sql("update audit_entries set " + column + " = ? where position = 3").param(before).update();
		}
		jdbc.sql("update audit_entries set recorded_at = recorded_at + interval '1' second where position = 3").update();
		assertThat(audit.verify().sound()).isFalse();
	}

	@Test
	void findsAnEntryThatWasChangedTogetherWithItsHash() {
		recordFive();
		Entry third = all().get(2);
		Entry forged = new Entry(3, third.recordedAt(), 8L, "eve", third.action(), third.subject(), third.details(), third.address(), third.previousHash(), "")
			.sealed();
		jdbc.sql("update audit_entries set actor_id = 8, actor = 'eve', hash = ? where position = 3").param(forged.hash()).update();
		assertThat(audit.verify().findings()).containsExactly("entry 4: does not follow entry 3; one of the two was changed, or put in another's place");
	}

	@Test
	void aCommandFindsTheSameWithoutTheApplication() {
		recordFive();
		assertThat(Audit.verify(database)).isEqualTo(audit.verify());
		jdbc.sql("update audit_entries set subject = 'another' where position = 2").update();
		assertThat(Audit.verify(database)).isEqualTo(audit.verify()).satisfies(found -> assertThat(found.sound()).isFalse());
	}

	@Test
	void findsEntriesThatWereRemoved() {
		recordFive();
		jdbc.sql("delete from audit_entries where position in (2, 3)").update();
		assertThat(audit.verify().findings()).containsExactly("entries 2 to 3: are missing");
	}

	@Test
	void findsAnEndThatWasCutOff() {
		recordFive();
		jdbc.sql("delete from audit_entries where position = 5").update();
		assertThat(audit.verify().findings()).containsExactly("entry 5: is missing");
	}

	@Test
	void findsEntriesThatWereReordered() {
		recordFive();
		jdbc.sql("update audit_entries set position = 100 where position = 2").update();
		jdbc.sql("update audit_entries set position = 2 where position = 3").update();
		jdbc.sql("update audit_entries set position = 3 where position = 100").update();
		assertThat(audit.verify().findings()).contains("entry 2: is not what was recorded; its content does not have its hash",
				"entry 3: is not what was recorded; its content does not have its hash");
	}

	@Test
	void findsAnEntryThatTheLogDidNotAppend() {
		recordFive();
		Entry newest = all().get(0);
		Entry forged = new Entry(6, newest.recordedAt(), null, "eve", "review.verify", "result mine", "{}", "", newest.hash(), "").sealed();
		new AuditEntries(jdbc).append(forged);
		jdbc.sql("update audit_head set position = 5, hash = ?").param(newest.hash()).update();
		assertThat(audit.verify().findings()).containsExactly("entries 6 to 6: were not appended by the log; it ends with entry 5");
	}

	@Test
	void findsEntriesByPersonActionSubjectAndDay() {
		recordFive();
		audit.record(Actor.of(8, "grace"), "review.verify", "result r1");
		assertThat(audit.before(Long.MAX_VALUE, new AuditFilter("grace", "", "", "", ""), 10)).hasSize(1);
		assertThat(audit.before(Long.MAX_VALUE, new AuditFilter("", "review.", "", "", ""), 10)).hasSize(6);
		assertThat(audit.before(Long.MAX_VALUE, new AuditFilter("", "review.%", "", "", ""), 10)).isEmpty();
		assertThat(audit.before(Long.MAX_VALUE, new AuditFilter("", "", "result r1", "", ""), 10)).hasSize(2);
		assertThat(audit.before(Long.MAX_VALUE, new AuditFilter("", "", "", "2020-01-01", "2020-12-31"), 10)).isEmpty();
		assertThat(audit.before(Long.MAX_VALUE, new AuditFilter("", "", "", "2020-01-01", "no day"), 10)).hasSize(6);
		assertThat(audit.before(4, AuditFilter.ALL, 2)).extracting(Entry::position).containsExactly(3L, 2L);
	}

}
