package org.peftboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftboard.KeptRows;
import org.peftboard.Tables;
import org.peftboard.submission.InQueue;
import org.peftboard.submission.Submission;
import org.peftboard.submission.SubmissionStatus;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;

/** A worker whose scratch folder is on a small file system of its own, which is filled, or made read-only. Needs root, to mount one. */
@SpringBootTest(properties = { "peftboard.evaluation.enabled=true", "peftboard.evaluation.main-class=org.peftboard.evaluation.StandInEvaluator",
		"peftboard.evaluation.least-free-space=4MB", "db-scheduler.polling-interval=200ms" })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@DirtiesContext
class DiskIT {

	private static SmallDisk disk;

	private final InQueue queue;

	private final JdbcClient jdbc;

	private final Environment environment;

	DiskIT(InQueue queue, JdbcClient jdbc, Environment environment) {
		this.queue = queue;
		this.environment = environment;
		this.jdbc = jdbc;
	}

	/** Asked for before the application starts. */
	@DynamicPropertySource
	static void dataFolder(DynamicPropertyRegistry properties) {
		properties.add("peftboard.data-folder", () -> disk.folder().toString());
	}

	@BeforeAll
	static void mount() throws Exception {
		disk = SmallDisk.of(12);
		assumeTrue(disk.isMounted(), "no file system can be mounted here; that needs root");
	}

	@AfterAll
	static void unmount() throws Exception {
		disk.close();
	}

	@BeforeEach
	void emptyAndWritable() throws Exception {
		disk.writable();
		disk.free();
		Files.deleteIfExists(disk.folder().resolve("database.mv.db"));
		queue.await(() -> state().startsWith("READY"), Duration.ofSeconds(30));
		Tables.empty(jdbc);
	}

	private String state() {
		return jdbc.sql("select state || ' ' || coalesce(reason, '') from workers order by heartbeat_at desc limit 1").query(String.class).optional().orElse("");
	}

	private void waitsAndThenEnds(String reason, AutoCloseable repair) throws Exception {
		queue.await(() -> state().startsWith("UNFIT") && state().contains(reason), Duration.ofSeconds(20));
		long waiting = queue.enqueue("behaving", Map.of("behaviour", "finish", "seconds", 0.4));
		Thread.sleep(3000);
		assertThat(status(waiting)).isEqualTo("QUEUED 0 0");
		repair.close();
		queue.await(() -> status(waiting).equals("PUBLISHED 1 0"), Duration.ofSeconds(40));
		assertThat(state()).startsWith("READY");
	}

	private String status(long id) {
		return jdbc.sql("select status || ' ' || attempt || ' ' || platform_faults from submissions where id = ?").param(id).query(String.class).single();
	}

	@Test
	void takesNothingWhileTheDiskIsFullAndGoesOnByItself() throws Exception {
		disk.fill();
		waitsAndThenEnds("scratch folder", disk::free);
	}

	@Test
	void takesNothingWhileTheDiskIsReadOnlyAndGoesOnByItself() throws Exception {
		assertThat(disk.readOnly()).isTrue();
		waitsAndThenEnds("cannot write", disk::writable);
	}

	@Test
	void anEvaluationThatMeetsAFullDiskIsNobodysFault() throws Exception {
		queue.register("ada");
		Submission submission = queue.submit("behaving", Map.of("behaviour", "finish", "seconds", 4.0));
		queue.awaitThat(submission, one -> one.status() == SubmissionStatus.TRAINING, Duration.ofSeconds(30));
		disk.fill();
		queue.awaitThat(submission, one -> one.status() == SubmissionStatus.QUEUED, Duration.ofSeconds(30));
		disk.free();
		Submission ended = queue.awaitThat(submission, one -> one.status().ended(), Duration.ofSeconds(60));
		assertThat(status(ended.id())).isEqualTo("PUBLISHED 2 0");
	}

	/** Connections of the pool are used without a pause. */
	@Test
	void aDatabaseFileOnAFullDiskRefusesWhatItCannotKeepAndGoesOnByItself() throws Exception {
		int kept;
		try (KeptRows rows = rows()) {
			kept = rows.added(0, 20);
			disk.fill();
			kept += rows.added(20, 40);
			assertThat(kept).as("the disk was full").isBetween(20, 59);
			queue.await(() -> rows.count() >= 0, Duration.ofSeconds(5));
			assertThat(rows.count()).as("it can be read, and holds what was accepted").isEqualTo(kept);
			disk.free();
			queue.await(() -> rows.added(1000, 1) == 1, Duration.ofSeconds(5));
			assertThat(rows.added(1001, 5)).isEqualTo(5);
		}
		try (KeptRows rows = rows()) {
			assertThat(rows.count()).as("opened again").isEqualTo(kept + 6);
		}
	}

	private KeptRows rows() {
		return new KeptRows("file:" + disk.folder().resolve("database"), environment.getRequiredProperty("spring.datasource.hikari.exception-override-class-name"));
	}

}
