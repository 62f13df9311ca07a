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

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.jdbc.core.JdbcTemplate;

/** Backup and restore, and every migration on data that it did not make: {@code dumps/v6.zip} is a database of schema version 6. */
abstract class BackupContract {

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
