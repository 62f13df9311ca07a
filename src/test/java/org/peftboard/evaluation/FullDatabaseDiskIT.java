package org.peftboard.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.PostgresServer;
import org.peftboard.submission.InQueue;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The disk of PostgreSQL itself is full for a while, beneath a server that evaluates. Needs root, to mount one. */
@SpringBootTest(properties = { "spring.datasource.hikari.maximum-pool-size=4", "spring.datasource.username=postgres" })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@DirtiesContext
class FullDatabaseDiskIT {

	private static SmallDisk disk;

	private static PostgresServer postgres;

	private static String address;

	@TempDir
	private static Path folder;

	private final InQueue queue;

	private final JdbcClient jdbc;

	private final Accepted accepted;

	FullDatabaseDiskIT(InQueue queue, JdbcClient jdbc) {
		this.queue = queue;
		this.jdbc = jdbc;
		this.accepted = new Accepted(queue, jdbc);
	}

	@BeforeAll
	static void mount() throws Exception {
		disk = SmallDisk.of(300);
		assumeTrue(disk.isMounted(), "no file system can be mounted here; that needs root");
		postgres = PostgresServer.on(disk.folder());
		address = postgres.createDatabase();
	}

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", () -> address);
	}

	@AfterAll
	static void unmount() throws Exception {
		if (postgres != null) {
			postgres.crash();
		}
		disk.close();
	}

	@Test
	void nothingAcceptedIsLostAndEverythingGoesOnByItself() throws Exception {
		try (ServerProcess server = Chaos.start(folder.resolve("server"), address, "--peftboard.role=both")) {
			long running = queue.enqueue("behaving", Map.of("behaviour", "finish", "seconds", 6.0));
			accepted.await("it trains", Duration.ofSeconds(90), () -> status(running).startsWith("TRAINING"));
			disk.fill();
			int refused = untilOneIsRefused();
			System.out.println("PostgreSQL's disk full: " + accepted.count() + " accepted, then refused; PostgreSQL " + (postgres.alive() ? "lives" : "ended itself"));
			assertThat(refused).isEqualTo(1);
			Thread.sleep(15_000);
			freeAgain();
			Instant freed = Instant.now();
			accepted.await("a page is answered", Duration.ofSeconds(30), () -> answers(server));
			accepted.await("something is accepted", Duration.ofSeconds(30), () -> accepted.submit(0.1));
			accepted.await("all end", Duration.ofMinutes(2), () -> accepted.open() == 0);
			accepted.verify();
			System.out.println("after it: " + Duration.between(freed, Instant.now()).toSeconds() + " s until all had ended; the one that ran meanwhile: " + status(running) + "; " + accepted);
			assertThat(status(running)).isEqualTo("PUBLISHED 1 0");
		}
	}

	/** A database has some room in its files after its disk is full. */
	private int untilOneIsRefused() {
		for (int number = 0; number < 3000; number++) {
			if (!accepted.submit(0.1)) {
				return 1;
			}
		}
		return 0;
	}

	/** One that ended itself is started by who runs it. */
	private static void freeAgain() throws Exception {
		disk.free();
		if (!postgres.alive()) {
			postgres.startAgain();
		}
	}

	private static boolean answers(ServerProcess server) {
		try {
			return server.get("/").statusCode() == 200;
		}
		catch (IOException notYet) {
			return false;
		}
	}

	private String status(long id) {
		return jdbc.sql("select status || ' ' || attempt || ' ' || platform_faults from submissions where id = ?").param(id).query(String.class).single();
	}

}
