package org.peftboard.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A server on a database file is killed while it evaluates, and another one is started on the same file. */
class KilledServerIT {

	@TempDir
	private Path data;

	private static boolean shows(ServerProcess server, int submission, String text) {
		try {
			return server.get("/submissions/" + submission + "/live").body().contains(text);
		}
		catch (IOException exception) {
			return false;
		}
	}

	private static void await(String what, Duration atMost, BooleanSupplier condition) throws InterruptedException {
		Instant end = Instant.now().plus(atMost);
		while (!condition.getAsBoolean()) {
			assertThat(Instant.now()).as(what + " within " + atMost).isBefore(end);
			Thread.sleep(100);
		}
	}

	/** Rows of a query on the database file, which no server holds now. */
	private List<String> query(String sql) throws Exception {
		List<String> rows = new ArrayList<>();
		try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("peftboard"), "sa", "");
				var statement = connection.createStatement();
				var result = statement.executeQuery(sql)) {
			while (result.next()) {
				rows.add(result.getString(1));
			}
		}
		return rows;
	}

	@Test
	void runsAgainAfterARestartAndPublishesOnce() throws Exception {
		List<ProcessHandle> orphans;
		try (ServerProcess server = ServerProcess.start(data)) {
			await("the last reference run trains", Duration.ofSeconds(90), () -> shows(server, 3, "\"status\":\"TRAINING\""));
			orphans = server.evaluators();
			server.kill();
		}
		Instant restart = Instant.now();
		try (ServerProcess server = ServerProcess.start(data)) {
			assertThat(orphans).as("evaluators die with their server, or are ended by the next").hasSize(1).noneMatch(ProcessHandle::isAlive);
			await("the second attempt", Duration.ofSeconds(90), () -> shows(server, 3, "\"attempt\":2"));
			assertThat(Duration.between(restart, Instant.now())).as("from restart to second attempt").isLessThan(Duration.ofSeconds(60));
			await("its result", Duration.ofSeconds(60), () -> shows(server, 3, "\"status\":\"PUBLISHED\""));
			server.kill();
		}
		assertThat(query("select status from submissions order by id")).containsExactly("PUBLISHED", "PUBLISHED", "PUBLISHED");
		assertThat(query("select evaluation_key from results where provenance = 'MEASURED' order by 1")).containsExactly("submission-1", "submission-2",
				"submission-3");
	}

	@Test
	void beginsAgainAfterAnOrderlyStopWithoutCountingAFault() throws Exception {
		try (ServerProcess server = ServerProcess.start(data)) {
			await("the last reference run trains", Duration.ofSeconds(90), () -> shows(server, 3, "\"status\":\"TRAINING\""));
			List<ProcessHandle> evaluators = server.evaluators();
			server.stop();
			assertThat(evaluators).hasSize(1).noneMatch(ProcessHandle::isAlive);
		}
		assertThat(query("select status || ' ' || attempt || ' ' || platform_faults from submissions where id = 3")).containsExactly("QUEUED 1 0");
		try (ServerProcess server = ServerProcess.start(data)) {
			await("its result", Duration.ofSeconds(90), () -> shows(server, 3, "\"status\":\"PUBLISHED\""));
			server.stop();
		}
		assertThat(query("select evaluation_key from results where provenance = 'MEASURED'")).hasSize(3);
	}

	@Test
	void saysWhatToDoWhenAnotherServerHoldsTheDatabaseOrThePort(@TempDir Path otherData) throws Exception {
		try (ServerProcess server = ServerProcess.start(data, "--peftboard.reference-runs.enabled=false");
				ServerProcess onItsData = ServerProcess.launch(data, ServerProcess.freePort());
				ServerProcess onItsPort = ServerProcess.launch(otherData, server.port, "--peftboard.reference-runs.enabled=false")) {
			assertThat(onItsData.awaitExit()).isNotZero();
			assertThat(onItsData.log()).contains("The database file is in use by another server on this machine.").contains("--peftboard.data-folder=");
			assertThat(onItsPort.awaitExit()).isNotZero();
			assertThat(onItsPort.log()).contains("Port " + server.port + " was already in use.").contains("configure this application to listen on another port");
			assertThat(server.get("/login").statusCode()).isEqualTo(200);
		}
	}

}
