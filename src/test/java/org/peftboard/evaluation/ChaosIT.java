package org.peftboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.PostgresServer;
import org.peftboard.evaluation.Chaos.Victim;
import org.peftboard.Tables;
import org.peftboard.submission.InQueue;
import org.peftboard.submission.Need;
import org.peftboard.submission.Workforce;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/**
 * Servers and workers of one PostgreSQL are killed at random while short jobs stream through them: whatever was accepted ends, and is published once.
 *
 * <p>A short form by default. {@code -Dchaos=200} kills so many (and restarts the database for every tenth of them), with two servers and three workers.
 */
@SpringBootTest(properties = { "spring.datasource.hikari.maximum-pool-size=4", ChaosIT.FIRST, ChaosIT.SECOND })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@ContextConfiguration(initializers = ChaosIT.Database.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@DirtiesContext
class ChaosIT {

	static final String FIRST = "peftboard.hardware-classes[0].id=cpu";

	static final String SECOND = "peftboard.hardware-classes[1].id=cpu-large";

	private static final int SHORT = 8;

	private static final int KILLS = Integer.getInteger("chaos", SHORT);

	private static final boolean FULL = KILLS > SHORT;

	private static final long SEED = Long.getLong("chaos.seed", 42);

	/** Of every twenty kills. */
	private static final List<Victim> MIX = List.of(Victim.EVALUATOR, Victim.WORKER, Victim.EVALUATOR, Victim.SERVER, Victim.EVALUATOR, Victim.WORKER,
			Victim.EVALUATOR, Victim.EVALUATOR, Victim.WORKER, Victim.EVALUATOR, Victim.EVALUATOR, Victim.WORKER, Victim.SERVER, Victim.EVALUATOR, Victim.EVALUATOR,
			Victim.WORKER, Victim.EVALUATOR, Victim.EVALUATOR, Victim.WORKER, Victim.EVALUATOR);

	private static PostgresServer postgres;

	private static String address;

	@TempDir
	private static Path folder;

	private final InQueue queue;

	private final JdbcClient jdbc;

	private final Workforce workforce;

	private final Random random = new Random(SEED);

	private final Accepted accepted;

	private int numbered;

	ChaosIT(InQueue queue, JdbcClient jdbc, Workforce workforce) {
		this.queue = queue;
		this.jdbc = jdbc;
		this.workforce = workforce;
		this.accepted = new Accepted(queue, jdbc);
	}

	static final class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			try {
				postgres = PostgresServer.own();
				address = postgres.createDatabase();
			}
			catch (Exception exception) {
				throw new IllegalStateException(exception);
			}
			TestPropertyValues.of("spring.datasource.url=" + address, "spring.datasource.username=postgres").applyTo(context);
		}

	}

	private int waiting() {
		try {
			return jdbc.sql("select count(*) from submissions where status = 'QUEUED'").query(Integer.class).single();
		}
		catch (RuntimeException databaseAway) {
			return Integer.MAX_VALUE;
		}
	}

	private long living(String state) {
		return jdbc.sql("select count(*) from workers where state = ? and heartbeat_at > current_timestamp - interval '10 seconds'").param(state).query(Long.class)
			.single();
	}

	@Test
	void nothingIsLostAndNothingIsPublishedTwice() throws Exception {
		Instant start = Instant.now();
		try (Chaos chaos = new Chaos(postgres, address, folder, SEED)) {
			jdbc.sql("delete from workers").update();
			chaos.start(FULL ? 2 : 1, FULL ? 3 : 2);
			accepted.await("the workers", Duration.ofMinutes(10), () -> living("READY") == chaos.workers().size());
			killAround(chaos);
			accepted.await("every job ends", Duration.ofMinutes(15), () -> {
				restart(chaos);
				return accepted.open() == 0;
			});
			accepted.verify();
			accepted.await("no evaluator is left over", Duration.ofSeconds(20), () -> chaos.evaluators() == 0);
			System.out.println("Chaos: killed " + chaos.killed + ", " + accepted + ", "
					+ Duration.between(start, Instant.now()).toSeconds() + " s, seed " + SEED);
		}
	}

	private static void restart(Chaos chaos) {
		try {
			chaos.restartWhatEnded();
		}
		catch (Exception exception) {
			throw new IllegalStateException(exception);
		}
	}

	private void killAround(Chaos chaos) throws Exception {
		int kills = 0;
		for (int number = 0; kills < KILLS; number++) {
			while (waiting() < 6) {
				accepted.submit(0.3 + random.nextDouble());
			}
			Victim victim = MIX.get(kills % MIX.size());
			kills += chaos.kill(victim) ? 1 : 0;
			if (kills % 10 == 4 && chaos.killed.getOrDefault(Victim.DATABASE, 0) <= kills / 10) {
				chaos.kill(Victim.DATABASE);
			}
			// an evaluator cannot be killed before there is one
			Thread.sleep(300 + random.nextInt(number > kills * 4 ? 3000 : FULL ? 6000 : 2500));
			restart(chaos);
		}
	}

	/** The worker keeps what it measured until the database is back; nobody takes it away from it meanwhile. */
	@Test
	@EnabledIfSystemProperty(named = "chaos", matches = "\\d+", disabledReason = "takes minutes; -Dchaos=200 runs it")
	void anEvaluationOutlastsADatabaseThatIsAway() throws Exception {
		jdbc.sql("delete from workers").update();
		Duration away = Duration.ofSeconds(FULL ? 60 : 15);
		try (Chaos chaos = new Chaos(postgres, address, folder.resolve("away"), SEED)) {
			chaos.start(1, 2);
			accepted.await("the workers", Duration.ofMinutes(10), () -> living("READY") == 2);
			// one ends while the database is away, and one after it is back
			long early = queue.enqueue("behaving", Map.of("behaviour", "finish", "seconds", 8.0));
			long late = queue.enqueue("behaving", Map.of("behaviour", "finish", "seconds", away.toSeconds() + 12.0));
			accepted.await("both run", Duration.ofSeconds(60),
					() -> jdbc.sql("select count(*) from submissions where id in (?, ?) and status = 'TRAINING'").params(early, late).query(Long.class).single() == 2);
			chaos.withoutDatabase(away);
			Instant back = Instant.now();
			accepted.await("the pages are back", Duration.ofSeconds(30), () -> answers(chaos));
			accepted.await("both end", Duration.ofSeconds(90), () -> accepted.open() == 0);
			System.out.println("Database away for " + away.toSeconds() + " s: all ended " + Duration.between(back, Instant.now()).toSeconds() + " s after it was back");
			assertThat(jdbc.sql("select status || ' ' || attempt || ' ' || platform_faults from submissions where id in (?, ?) order by id").params(early, late)
				.query(String.class)
				.list()).containsExactly("PUBLISHED 1 0", "PUBLISHED 1 0");
		}
	}

	private static boolean answers(Chaos chaos) {
		try {
			return chaos.servers().get(0).get("/").statusCode() == 200;
		}
		catch (IOException notYet) {
			return false;
		}
	}

	/** Two workers of two classes, and something that is too large for either. */
	@Test
	void eachWorkerTakesWhatIsOfItsClassAndFitsAndNothingElseEvenWhenTheOtherIsLost() throws Exception {
		jdbc.sql("delete from workers").update();
		long tooLarge = enqueueOn("cpu", 0.1);
		jdbc.sql("update scheduled_tasks set task_name = 'evaluate-cpu@16384GB' where task_instance = ?").param(String.valueOf(tooLarge)).update();
		try (ServerProcess ordinary = worker("cpu"); ServerProcess large = worker("cpu-large")) {
			for (int number = 0; number < 2; number++) {
				enqueueOn("cpu", 0.1);
				enqueueOn("cpu-large", 0.1);
			}
			accepted.await("all but the one that is too large end", Duration.ofMinutes(3), () -> accepted.open() == 1);
			assertThat(whoEvaluatedWhat()).containsExactlyInAnyOrder("mini-cpu-r1.0 by cpu: 2", "mini-cpu-large-r1.0 by cpu-large: 2");

			long running = enqueueOn("cpu-large", 300);
			accepted.await("it runs", Duration.ofSeconds(30), () -> status(running).equals("TRAINING 1"));
			jdbc.sql("update workers set drain_requested = true where hardware_class = 'cpu-large'").update();
			long waits = enqueueOn("cpu-large", 0.1);
			accepted.await("the drain is told", Duration.ofSeconds(10), () -> whyNobodyTakes("cpu-large").equals("obstacle.busy"));
			large.kill();
			accepted.await("the loss is told", Duration.ofSeconds(25), () -> whyNobodyTakes("cpu-large").equals("obstacle.none"));
			long after = enqueueOn("cpu", 0.1);
			accepted.await("the other works on", Duration.ofSeconds(20), () -> status(after).equals("PUBLISHED 1"));
			assertThat(List.of(status(running), status(waits), status(tooLarge))).containsExactly("TRAINING 1", "QUEUED 0", "QUEUED 0");
			assertThat(whyNobodyTakes("cpu")).isEmpty();
		}
		finally {
			Tables.empty(jdbc);
		}
	}

	private static ServerProcess worker(String hardwareClass) throws Exception {
		return Chaos.start(folder.resolve("of-" + hardwareClass), address, "--peftboard.role=worker", "--" + FIRST, "--" + SECOND,
				"--peftboard.worker.hardware-class=" + hardwareClass);
	}

	private long enqueueOn(String hardwareClass, double seconds) {
		return queue.enqueueOn(hardwareClass, "behaving", Map.of("behaviour", "finish", "seconds", seconds + ++numbered / 1e6));
	}

	private String whyNobodyTakes(String hardwareClass) {
		return workforce.whyNobodyTakes(new Need(hardwareClass, 0)).map(Workforce.Obstacle::key).orElse("");
	}

	private String status(long id) {
		return jdbc.sql("select status || ' ' || attempt from submissions where id = ?").param(id).query(String.class).single();
	}

	private List<String> whoEvaluatedWhat() {
		return jdbc.sql("""
				select s.board_id || ' by ' || w.hardware_class || ': ' || count(*) from evaluations e join submissions s on s.id = e.submission_id
				join workers w on w.name = e.worker group by s.board_id, w.hardware_class""").query(String.class).list();
	}

}
