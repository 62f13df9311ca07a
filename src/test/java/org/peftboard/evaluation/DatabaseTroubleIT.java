package org.peftboard.evaluation;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

/** PostgreSQL's own disk is full for a while, or PostgreSQL is away, beneath a server that evaluates. Needs root, to mount a disk. */
@SpringBootTest(properties = { "spring.datasource.hikari.maximum-pool-size=4", "spring.datasource.username=postgres" })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@DirtiesContext
class DatabaseTroubleIT {

	private static SmallDisk disk;

	private static PostgresServer postgres;

	private static String address;

	private static ServerProcess server;

	@TempDir
	private static Path folder;

	private final InQueue queue;

	private final JdbcClient jdbc;

	private final Accepted accepted;

	DatabaseTroubleIT(InQueue queue, JdbcClient jdbc) {
		this.queue = queue;
		this.jdbc = jdbc;
		this.accepted = new Accepted(queue, jdbc);
	}

	@BeforeAll
	static void start() throws Exception {
		disk = SmallDisk.of(300);
		assumeTrue(disk.isMounted(), "no file system can be mounted here; that needs root");
		postgres = PostgresServer.on(disk.folder());
		address = postgres.createDatabase();
	}

	/** Once, behind this test's own application, which makes the tables. */
	@BeforeEach
	void startTheServer() throws Exception {
		if (server == null) {
			server = Chaos.start(folder.resolve("server"), address, "--peftboard.role=both");
		}
		accepted.await("a page is answered", Duration.ofSeconds(90), () -> answer("/").startsWith("200"));
	}

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", () -> address);
	}

	@AfterAll
	static void stop() throws Exception {
		if (server != null) {
			server.close();
		}
		if (postgres != null) {
			postgres.crash();
		}
		disk.close();
	}

	@Test
	void nothingAcceptedIsLostOnAFullDiskAndEverythingGoesOnByItself() throws Exception {
		long running = queue.enqueue("behaving", Map.of("behaviour", "finish", "seconds", 6.0));
		accepted.await("it trains", Duration.ofSeconds(90), () -> status(running).startsWith("TRAINING"));
		disk.fill();
		assertThat(untilOneIsRefused()).as("one is refused").isTrue();
		System.out.println("PostgreSQL's disk full: " + accepted.count() + " accepted, then refused; PostgreSQL " + (postgres.alive() ? "lives" : "ended itself"));
		Thread.sleep(15_000);
		freeAgain();
		Instant freed = Instant.now();
		accepted.await("a page is answered", Duration.ofSeconds(30), () -> answer("/").startsWith("200"));
		accepted.await("something is accepted", Duration.ofSeconds(30), () -> accepted.submit(0.1));
		accepted.await("all end", Duration.ofMinutes(2), () -> accepted.open() == 0);
		accepted.verify();
		System.out.println("after it: " + Duration.between(freed, Instant.now()).toSeconds() + " s until all had ended; the one that ran meanwhile: " + status(running) + "; " + accepted);
		assertThat(status(running)).isEqualTo("PUBLISHED 1 0");
	}

	@Test
	void whileTheDatabaseIsAwayKeptPagesAreReadAndTheRestSaysSo() throws Exception {
		String board = answer("/");
		postgres.crash();
		try {
			assertThat(answer("/")).isEqualTo(board);
			assertThat(answer("/results/nobodys")).startsWith("503 15").contains("<h1>Not at the moment</h1>").contains("what was accepted before is safe");
			assertThat(answer("/api/v1/results/nobodys")).startsWith("503 15").contains("\"title\":\"Database away\"");
			assertThat(server.get("/results/nobodys", "text/html").headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
				.contains("default-src 'self'"));
		}
		finally {
			postgres.startAgain();
		}
		accepted.await("a page is answered", Duration.ofSeconds(30), () -> answer("/").startsWith("200"));
		accepted.await("this test's own connections are new", Duration.ofSeconds(30), () -> accepted.open() == 0);
	}

	/** A database has some room in its files after its disk is full. */
	private boolean untilOneIsRefused() {
		for (int number = 0; number < 3000; number++) {
			if (!accepted.submit(0.1)) {
				return true;
			}
		}
		return false;
	}

	/** One that ended itself is started by who runs it. */
	private static void freeAgain() throws Exception {
		disk.free();
		if (!postgres.alive()) {
			postgres.startAgain();
		}
	}

	/** Status, when to try again, and the body. */
	private static String answer(String path) {
		try {
			HttpResponse<String> response = server.get(path, path.startsWith("/api/") ? "application/json" : "text/html");
			return response.statusCode() + " " + response.headers().firstValue("Retry-After").orElse("") + "\n" + response.body();
		}
		catch (IOException notYet) {
			return "";
		}
	}

	private String status(long id) {
		return jdbc.sql("select status || ' ' || attempt || ' ' || platform_faults from submissions where id = ?").param(id).query(String.class).single();
	}

}
