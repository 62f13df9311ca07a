package org.peftboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.peftboard.OnPostgres;
import org.peftboard.catalog.Boards;
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

	@LocalServerPort
	private int port;

	MixedLoadIT(JdbcTemplate jdbc, Boards boards) {
		this.jdbc = jdbc;
		this.boards = boards;
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
		Process load = new ProcessBuilder(List.of(java, "-Xmx256m", "-cp", histogram, folder.resolve("MixedLoad.java").toString(), "http://localhost:" + port,
				System.getProperty("mixed.load.rate", "500"), System.getProperty("mixed.load.seconds", "60"), System.getProperty("mixed.load.streams", "50"), watched,
				"0123456789abcdef")).redirectErrorStream(true)
			.start();
		// through this process, whose own output Maven reads
		load.inputReader().lines().forEach(System.out::println);

		assertThat(load.waitFor()).as("exit status of the load").isZero();
	}

}
