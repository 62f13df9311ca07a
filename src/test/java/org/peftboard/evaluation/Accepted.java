package org.peftboard.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.peftboard.submission.InQueue;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Submissions that were accepted while machines fail: each of them must end, and be published once. */
final class Accepted {

	private final InQueue queue;

	private final JdbcClient jdbc;

	private final Set<Long> ids = new HashSet<>();

	private int submitted;

	Accepted(InQueue queue, JdbcClient jdbc) {
		this.queue = queue;
		this.jdbc = jdbc;
	}

	/**
	 * A job that takes so long; every one another configuration.
	 *
	 * @return whether it was accepted: not while the database cannot keep it
	 */
	boolean submit(double seconds) {
		try {
			return ids.add(queue.enqueue("behaving", Map.of("behaviour", "finish", "seconds", seconds + ++submitted / 1e6)));
		}
		catch (RuntimeException databaseAway) {
			System.out.println("not accepted: " + databaseAway.getMessage());
			return false;
		}
	}

	int count() {
		return ids.size();
	}

	/** @param condition false where it fails */
	void await(String what, Duration atMost, BooleanSupplier condition) throws InterruptedException {
		Instant end = Instant.now().plus(atMost);
		while (!holds(condition)) {
			assertThat(Instant.now()).as("%s within %s; %s", what, atMost, this).isBefore(end);
			Thread.sleep(500);
		}
	}

	private static boolean holds(BooleanSupplier condition) {
		try {
			return condition.getAsBoolean();
		}
		catch (RuntimeException databaseAway) {
			return false;
		}
	}

	/** How many have not ended. */
	long open() {
		return jdbc.sql("select count(*) from submissions where status not in ('PUBLISHED', 'FAILED', 'CANCELLED', 'REJECTED')").query(Long.class).single();
	}

	void verify() {
		assertThat(jdbc.sql("select id from submissions").query(Long.class).list()).as("every accepted job is there").containsAll(ids);
		List<String> published = jdbc.sql("select 'submission-' || id from submissions where status = 'PUBLISHED'").query(String.class).list();
		List<String> results = jdbc.sql("select evaluation_key from results where provenance = 'MEASURED'").query(String.class).list();
		assertThat(results).as("results, each once").containsExactlyInAnyOrderElementsOf(published).doesNotHaveDuplicates();
		assertThat(jdbc.sql("select status || ': ' || coalesce(reason, '') from submissions where status <> 'PUBLISHED' and coalesce(fault, '') <> 'PLATFORM'")
			.query(String.class)
			.list()).as("nobody is blamed for what was done to the machines").isEmpty();
		assertThat(jdbc.sql("select count(*) from results r where (select count(*) from artifacts a where a.result_id = r.id) <> 8 and r.provenance = 'MEASURED'")
			.query(Long.class)
			.single()).as("results whose files are not whole").isZero();
	}

	@Override
	public String toString() {
		return ids.size() + " accepted of " + submitted + ", "
				+ jdbc.sql("select status, attempt, platform_faults, count(*) as jobs from submissions group by status, attempt, platform_faults order by 1, 2, 3").query().listOfRows();
	}

}
