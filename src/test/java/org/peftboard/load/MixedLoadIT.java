package org.peftboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.peftboard.OnPostgres;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.submission.Attempts;
import org.peftboard.submission.Attempts.Lease;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestPropertySource;

/** Lets {@code benchmarks/mixed-load} ask a server on PostgreSQL with 10,000 results and 10,000 waiting submissions. Only on demand: it takes minutes. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@TestPropertySource(properties = { "peftboard.boards.state-age=250ms", "peftboard.warm-up=20s", "peftboard.queue.picture-age=1s", "peftboard.metrics.token=0123456789abcdef" })
@ContextConfiguration(initializers = OnPostgres.Database.class)
@DirtiesContext
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@EnabledIfSystemProperty(named = "mixed.load", matches = "true", disabledReason = "measures for minutes; -Dmixed.load=true runs it")
class MixedLoadIT {

	private final JdbcTemplate jdbc;

	private final Boards boards;

	private final Attempts attempts;

	private final AtomicInteger step = new AtomicInteger();

	@LocalServerPort
	private int port;

	MixedLoadIT(JdbcTemplate jdbc, Boards boards, Attempts attempts) {
		this.jdbc = jdbc;
		this.boards = boards;
		this.attempts = attempts;
	}

	@Test
	void staysFlat() throws Exception {
		ManyRows.store(jdbc, boards.all().get(0).id(), 10_000);
		ManyJobs.store(jdbc, boards.all().get(0).id(), 10_000);
		jdbc.execute("analyze submissions");
		Path folder = Stream.of("benchmarks/mixed-load", "../benchmarks/mixed-load").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String histogram = Path.of(Histogram.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		String watched = jdbc.queryForObject("select min(id) from submissions", String.class);
		Lease lease = attempts.lease(Long.parseLong(watched)).orElseThrow().lease();
		ScheduledExecutorService evaluation = Executors.newSingleThreadScheduledExecutor();
		evaluation.scheduleAtFixedRate(() -> trains(lease), 1, 1, TimeUnit.SECONDS);
		Process load = new ProcessBuilder(List.of(java, "-Xmx256m", "-cp", histogram, folder.resolve("MixedLoad.java").toString(), "http://localhost:" + port,
				System.getProperty("mixed.load.rate", "500"), System.getProperty("mixed.load.seconds", "60"), System.getProperty("mixed.load.streams", "50"), watched,
				"0123456789abcdef")).redirectErrorStream(true)
			.start();
		// through this process, whose own output Maven reads
		load.inputReader().lines().forEach(System.out::println);

		assertThat(load.waitFor()).as("exit status of the load").isZero();
		evaluation.shutdownNow();
		assertThat(step).as("steps that were recorded, one a second").hasValueGreaterThan(Integer.getInteger("mixed.load.seconds", 60) / 2);
	}

	/** What is watched trains: one step and one line of its log a second. */
	private void trains(Lease lease) {
		int now = step.incrementAndGet();
		attempts.record(lease, List.of(new Progress(Instant.now().toString(), Phase.TRAINING, "mini-verdict", 0L, now, 1000, 2.25, null, 100.0, 0.5, 12.0, "step " + now)),
				"step " + now);
	}

}
