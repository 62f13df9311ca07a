package org.peftboard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.jdbc.core.JdbcTemplate;

/** Backup and restore, and every migration on data that it did not make: {@code dumps/v6.zip} is a database of schema version 6. */
abstract class BackupContract {

	/** Rows in every table that versions 10 to 44 added, made up. */
	private static final List<String> ROWS_OF_44 = Stream.of(
			"accounts (name, name_key, role, must_change_password, created_at, email, email_key, second_factor, disabled_at) "
					+ "values ('Ada', 'ada', 'RESEARCHER', false, NOW, 'Ada@example.org', 'ada@example.org', 'JBSW', NOW)",
			"letter_tokens (token_hash, account_id, purpose, email, created_at, expires_at) values ('h', 1, 'reset', 'ada@example.org', NOW, NOW)",
			"recovery_codes (account_id, code_hash) values (1, 'c')",
			"api_tokens (account_id, title, token_hash, beginning, scopes, created_at, expires_at) values (1, 'laptop', 't', 'peft_a', 'read submit', NOW, NOW)",
			"outside_identities (provider, subject, account_id, shown_name, created_at) values ('github', '4711', 1, 'ada-l', NOW)",
			"searches (submitter_id, title, space_json, tried, created_at) values (1, 'a search', '{}', 2, NOW)",
			"submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, status, attempt, platform_faults, priority, "
					+ "created_at, seeds, search_id, turn_at) "
					+ "values (1, 'Ada', 'mini-cpu-r0.4', 'LoRA', 'lora', '{}', 'k', 'CANCELLED', 1, 0, 0, NOW, 3, 1, NOW)",
			"quotas (account_id, daily) values (1, 7)",
			"idempotency_keys (account_id, request_key, request_hash, answer_json, created_at) values (1, 'k', 'h', '{}', NOW)",
			"evaluations (submission_id, attempt, worker, host, started_at, outcome) values (1, 1, 'w', 'h', NOW, 'STALE')",
			"control_runs (host, hardware_class, configuration_key, measured_at, seconds, score, base_latency_millis, latency_ratio) "
					+ "values ('h', 'CPU', 'k', NOW, 9.5, 78.4, 1, 1.25)",
			"notices (account_id, kind, text, href, created_at) values (1, 'submission.published', '“LoRA” was measured.', '/submissions/1', NOW)",
			"webhooks (account_id, url, secret, created_at) values (1, 'https://hooks.example.org/x', 's', NOW)",
			"webhook_deliveries (webhook_id, body, attempts, next_at, created_at) values (1, '{}', 2, NOW, NOW)",
			"notice_settings (account_id, letters) values (1, false)",
			"audit_entries (position, recorded_at, actor, action, subject, details, address, previous_hash, hash) values (1, NOW, 'Ada', 'a', 's', '{}', '', '0', '1')",
			"results (public_id, board_id, provenance, evaluation_key, title, method_id, method_title, family, base_model, hardware_class, submitter, "
					+ "score, created_at, withdrawn_at, withdrawn_by, revision) "
					+ "values ('r44', 'mini-cpu-r0.4', 'MEASURED', 'submission-1', 'LoRA', 'lora', 'LoRA', 'x', 'mini-llama', 'CPU', 'Ada', 78.4, NOW, NOW, 'Ada', 2)",
			"result_marks (result_id, board_id, kind, by_id, by_name, reason, created_at) values (1, 'mini-cpu-r0.4', 'NOTE', 1, 'Ada', 'ä€🚀', NOW)",
			"reruns (submission_id, original) values (1, 'r44')",
			"board_versions (first_id, version, reason, opened_by, opened_at) values ('mini-cpu-r0.4', 2, 'a new machine', 'Ada', NOW)")
		.map(row -> "insert into " + row.replace("NOW", "timestamp with time zone '2026-11-22 10:00:00.5+00'"))
		.toList();

	@TempDir
	private Path folder;

	private Path old;

	/** A new, empty database of the kind under test. */
	abstract DataSource empty() throws Exception;

	static DataSource emptyH2() {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		return database;
	}

	@BeforeEach
	void copy() throws Exception {
		old = folder.resolve("v6.zip");
		try (InputStream fixture = BackupContract.class.getResourceAsStream("/dumps/v6.zip")) {
			Files.copy(fixture, old, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	@Test
	void migratesAnOldDumpWithAllItsData() throws Exception {
		DataSource database = empty();
		DumpManifest manifest = new Restore(database).from(old);
		assertThat(manifest.schemaVersion()).isEqualTo(6);
		JdbcTemplate jdbc = new JdbcTemplate(database);
		for (DumpManifest.Table table : manifest.tables()) {
			assertThat(jdbc.queryForObject("select count(*) from " + table.name(), Long.class)).as(table.name()).isEqualTo(table.rows()).isPositive();
		}
		assertThat(jdbc.queryForObject("select title from submissions where id = 1", String.class)).isEqualTo("LoRA, rank 16 · α = \"2\"");
		assertThat(jdbc.queryForObject("select tail from submission_logs where submission_id = 3", String.class)).isEqualTo("line one\nline two: <b>ä€🚀</b>\n");
		assertThat(jdbc.queryForObject("select content from artifact_pieces", byte[].class)).containsExactly(1, 2, 3, 4);
		assertThat(jdbc.queryForObject("select created_at from accounts where name = 'Ada'", OffsetDateTime.class).toInstant())
			.isEqualTo(Instant.parse("2026-11-01T10:00:00.123456Z"));
		assertThat(jdbc.queryForObject("select count(*) from workers", Long.class)).as("a table of a later migration").isZero();
	}

	@Test
	void migratesADumpOfVersion44WithRowsInEveryTableOfItsTime() throws Exception {
		DataSource before = empty();
		Flyway.configure().dataSource(before).locations("classpath:db/migration").target(MigrationVersion.fromVersion("44")).load().migrate();
		ROWS_OF_44.forEach(new JdbcTemplate(before)::update);
		new JdbcTemplate(before).update("update site_notices set paused = true, pause_reason = 'a new disk'");
		DumpManifest dumped = new Backup(before).to(folder.resolve("v44.zip"));
		assertThat(dumped.schemaVersion()).isEqualTo(44);

		DataSource database = empty();
		new Restore(database).from(folder.resolve("v44.zip"));
		JdbcTemplate jdbc = new JdbcTemplate(database);
		for (DumpManifest.Table table : dumped.tables()) {
			assertThat(jdbc.queryForObject("select count(*) from " + table.name(), Long.class)).as(table.name()).isEqualTo(table.rows());
		}
		assertThat(dumped.tables().stream().filter(table -> table.rows() > 0).map(DumpManifest.Table::name)).contains("notices", "webhooks", "webhook_deliveries",
				"notice_settings",
				"audit_entries", "audit_head", "site_notices", "result_marks", "reruns", "board_versions", "searches", "quotas", "api_tokens", "recovery_codes",
				"outside_identities");
		assertThat(jdbc.queryForObject("select reason from result_marks", String.class)).isEqualTo("ä€🚀");
		assertThat(jdbc.queryForObject("select pause_reason from site_notices", String.class)).isEqualTo("a new disk");
		assertThat(jdbc.queryForObject("select attempts from webhook_deliveries", Integer.class)).isEqualTo(2);
		assertThat(jdbc.queryForObject("select adapter from submissions", String.class)).as("a column of a later version").isNull();
	}

	@Test
	void numbersNewRowsBehindTheRestoredOnes() throws Exception {
		DataSource database = empty();
		new Restore(database).from(old);
		JdbcTemplate jdbc = new JdbcTemplate(database);
		jdbc.update("insert into artifacts (result_id, file_name, media_type, sha256, size_bytes) values (1, 'new', 'text/plain', 'x', 1)");
		assertThat(jdbc.queryForList("select id from artifacts order by id", Long.class)).containsExactly(1L, 2L);
	}

	/** From this database to itself and to the other kind and back: byte for byte the same lines. */
	@Test
	void isTheSameAfterARoundTripThroughBothDatabases() throws Exception {
		DataSource first = empty();
		new Restore(first).from(old);
		DumpManifest dumped = new Backup(first).to(folder.resolve("first.zip"));
		DataSource other = emptyH2();
		new Restore(other).from(folder.resolve("first.zip"));
		DumpManifest again = new Backup(other).to(folder.resolve("second.zip"));
		DataSource back = empty();
		new Restore(back).from(folder.resolve("second.zip"));
		DumpManifest last = new Backup(back).to(folder.resolve("third.zip"));
		assertThat(sums(again)).isEqualTo(sums(dumped));
		assertThat(sums(last)).isEqualTo(sums(dumped));
		assertThat(dumped.schemaVersion()).isGreaterThan(6);
		assertThat(sums(dumped).keySet()).contains("evaluations", "control_runs").doesNotContain("workers", "flyway_schema_history");
	}

	private static Map<String, String> sums(DumpManifest manifest) {
		return manifest.tables().stream().collect(Collectors.toMap(DumpManifest.Table::name, table -> table.rows() + " " + table.sha256()));
	}

	@Test
	void refusesADatabaseThatIsNotEmptyAndLeavesItAsItIs() throws Exception {
		DataSource database = empty();
		JdbcTemplate jdbc = new JdbcTemplate(database);
		jdbc.execute("create table precious (id integer)");
		assertThatThrownBy(() -> new Restore(database).from(old)).isInstanceOf(Problem.Refused.class).hasMessageContaining("database: got 1 tables (precious)");
		assertThat(jdbc.queryForObject("select count(*) from precious", Long.class)).isZero();
	}

	@Test
	void refusesAChangedFileBeforeItTouchesTheDatabase() throws Exception {
		try (FileSystem zip = FileSystems.newFileSystem(old)) {
			Path table = zip.getPath("tables/accounts.jsonl");
			Files.writeString(table, Files.readString(table).replace("RESEARCHER", "ADMINISTRATOR"));
		}
		DataSource database = empty();
		assertThatThrownBy(() -> new Restore(database).from(old)).isInstanceOf(Problem.Refused.class).hasMessageContaining("tables/accounts.jsonl: got SHA-256");
		new Restore(database).from(fresh());
	}

	private Path fresh() throws Exception {
		copy();
		return old;
	}

	@Test
	void refusesAFileThatWasCutOff() throws Exception {
		byte[] whole = Files.readAllBytes(old);
		try (OutputStream cut = Files.newOutputStream(old)) {
			cut.write(whole, 0, whole.length / 2);
		}
		assertThatThrownBy(() -> Restore.verify(old)).isInstanceOf(Problem.Refused.class).hasMessageContaining("a file that 'backup' made, whole");
	}

	@Test
	void refusesADumpOfANewerVersion() throws Exception {
		try (FileSystem zip = FileSystems.newFileSystem(old)) {
			Path manifest = zip.getPath("manifest.json");
			Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"schemaVersion\" : 6", "\"schemaVersion\" : 9999"));
		}
		DataSource database = empty();
		assertThatThrownBy(() -> new Restore(database).from(old)).isInstanceOf(Problem.Refused.class).hasMessageContaining("dump, schema version: got 9999");
	}

	@Test
	void leavesNoHalfFileWhereItFails() {
		DataSource database = emptyH2();
		assertThatThrownBy(() -> new Backup(database).to(folder.resolve("none.zip"))).as("no schema").isInstanceOf(SQLException.class);
		assertThat(folder.toFile().list()).containsExactlyElementsOf(List.of("v6.zip"));
	}

}
