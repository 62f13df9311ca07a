package org.peftboard.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.peftboard.OnPostgres;
import org.peftboard.catalog.Boards;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestPropertySource;

/** Starts the application on PostgreSQL with 10,000 results and lets {@code benchmarks/board-load} ask it, from a process of its own. Only on demand: it takes minutes. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@TestPropertySource(properties = { "peftboard.boards.state-age=250ms", "peftboard.warm-up=20s" })
@ContextConfiguration(initializers = OnPostgres.Database.class)
@DirtiesContext
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@EnabledIfSystemProperty(named = "board.load", matches = "true", disabledReason = "measures for minutes; -Dboard.load=true runs it")
class BoardLoadIT {

	private static final Duration LONGEST_START = Duration.ofMinutes(1);

	/** As a server that is started again on what it had: the rows are there before it warms up. */
	@TestConfiguration
	static class Rows {

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		ApplicationRunner manyRows(JdbcTemplate jdbc, Boards boards) {
			return arguments -> ManyRows.store(jdbc, boards.all().get(0).id(), 10_000);
		}

	}

	private final HealthIndicator warmUp;

	@LocalServerPort
	private int port;

	BoardLoadIT(@Qualifier("warmUp") HealthIndicator warmUp) {
		this.warmUp = warmUp;
	}

	@Test
	void underLoad() throws Exception {
		await().atMost(LONGEST_START).until(() -> Status.UP.equals(warmUp.health().getStatus()));
		Path folder = Stream.of("benchmarks/board-load", "../benchmarks/board-load").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String histogram = Path.of(Histogram.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		Process load = new ProcessBuilder(List.of(java, "-Xmx256m", "-cp", histogram, folder.resolve("BoardLoad.java").toString(), "http://localhost:" + port,
				System.getProperty("board.load.rate", "500"), System.getProperty("board.load.seconds", "30"))).redirectErrorStream(true)
			.start();
		// through this process, whose own output Maven reads
		load.inputReader().lines().forEach(System.out::println);

		assertThat(load.waitFor()).as("exit status of the load").isZero();
	}

}
