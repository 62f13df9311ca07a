package org.peftboard.operation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.operation.DumpManifest.Column;
import org.peftboard.operation.DumpManifest.Table;
import tools.jackson.core.JacksonException;

/**
 * Fills an empty database from a dump: the tables are made as they were when it was dumped, filled within one transaction, and then brought up to date. So a dump
 * of an older version is restored by a newer one.
 */
final class Restore {

	private static final int ROWS_AT_ONCE = 100;

	private final DataSource target;

	Restore(DataSource target) {
		this.target = target;
	}

	/**
	 * Reads the whole file and compares it with its table of contents.
	 *
	 * @throws Problem.Refused where it is none, was changed, or was cut off
	 */
	static DumpManifest verify(Path file) throws IOException {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			DumpManifest manifest = manifest(zip);
			for (Table table : manifest.tables()) {
				verify(zip, table);
			}
			return manifest;
		}
		catch (ZipException damaged) {
			throw new Problem.Refused("dump", file + ": " + damaged.getMessage(), "a file that 'backup' made, whole");
		}
	}

	private static DumpManifest manifest(ZipFile zip) throws IOException {
		ZipEntry entry = zip.getEntry(Backup.MANIFEST);
		if (entry == null) {
			throw new Problem.Refused("dump", "no " + Backup.MANIFEST, "a file that 'backup' made, whole");
		}
		try (InputStream content = zip.getInputStream(entry)) {
			DumpManifest manifest = Backup.JSON.readValue(content, DumpManifest.class);
			if (manifest.format() != DumpManifest.FORMAT) {
				throw new Problem.Refused("dump, format", String.valueOf(manifest.format()), String.valueOf(DumpManifest.FORMAT));
			}
			return manifest;
		}
		catch (JacksonException garbled) {
			throw new Problem.Refused("dump, " + Backup.MANIFEST, garbled.getOriginalMessage(), "a table of contents");
		}
	}

	private static void verify(ZipFile zip, Table table) throws IOException {
		if (!table.name().matches("[a-z0-9_]+") || !table.columns().stream().allMatch(column -> column.name().matches("[a-z0-9_]+"))) {
			throw new Problem.Refused("dump, table", table.name(), "names of letters, digits and underscores");
		}
		ZipEntry entry = zip.getEntry(Backup.entry(table.name()));
		if (entry == null) {
			throw new Problem.Refused("dump", "no " + Backup.entry(table.name()), "every table of its contents");
		}
		MessageDigest sum = Backup.sha256();
		try (InputStream content = zip.getInputStream(entry)) {
			byte[] piece = new byte[65536];
			for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
				sum.update(piece, 0, length);
			}
		}
		String found = HexFormat.of().formatHex(sum.digest());
		if (!found.equals(table.sha256())) {
			throw new Problem.Refused("dump, " + Backup.entry(table.name()), "SHA-256 " + found, table.sha256());
		}
	}

	/**
	 * Restores it.
	 *
	 * @throws Problem.Refused where the file is damaged, newer than this program, or the database is not empty
	 */
	DumpManifest from(Path file) throws IOException, SQLException {
		DumpManifest manifest = verify(file);
		requireEmpty();
		requireKnown(manifest.schemaVersion());
		flyway(String.valueOf(manifest.schemaVersion())).migrate();
		try (Connection connection = target.getConnection(); ZipFile zip = new ZipFile(file.toFile())) {
			connection.setAutoCommit(false);
			requireSameTables(new Schema(connection), manifest);
			for (Table table : manifest.tables()) {
				fill(connection, zip, table);
			}
			connection.commit();
		}
		flyway("latest").migrate();
		return manifest;
	}

	private void requireEmpty() throws SQLException {
		try (Connection connection = target.getConnection()) {
			Set<String> tables = new Schema(connection).tables();
			if (!tables.isEmpty()) {
				throw new Problem.Refused("database", tables.size() + " tables (" + String.join(", ", tables) + ")",
						"an empty one; nothing is ever overwritten: make a new database, or remove the old one yourself");
			}
		}
	}

	private void requireKnown(int version) {
		MigrationInfo[] known = flyway("latest").info().all();
		int newest = Arrays.stream(known).map(MigrationInfo::getVersion).mapToInt(each -> each.getMajor().intValueExact()).max().orElse(0);
		if (version > newest) {
			throw new Problem.Refused("dump, schema version", String.valueOf(version), "at most " + newest + "; use the version of PEFTBoard that made it, or a newer one");
		}
	}

	private static void requireSameTables(Schema schema, DumpManifest manifest) throws SQLException {
		Set<String> there = schema.tables();
		for (Table table : manifest.tables()) {
			if (!there.contains(table.name())) {
				throw new Problem.Refused("dump, table", table.name(), "a table of schema version " + manifest.schemaVersion());
			}
		}
	}

	private Flyway flyway(String version) {
		return Flyway.configure().dataSource(target).locations("classpath:db/migration").outOfOrder(true).target(MigrationVersion.fromVersion(version)).load();
	}

	private static void fill(Connection connection, ZipFile zip, Table table) throws IOException, SQLException {
		try (Statement statement = connection.createStatement()) {
			// some migrations bring rows of their own, which are in the dump too
			statement.executeUpdate("delete from " + table.name());
		}
		String names = String.join(", ", table.columns().stream().map(Column::name).toList());
		String marks = String.join(", ", table.columns().stream().map(column -> "?").toList());
		ZipEntry entry = zip.getEntry(Backup.entry(table.name()));
		try (PreparedStatement insert = connection.prepareStatement("insert into " + table.name() + " (" + names + ") values (" + marks + ")");
				BufferedReader lines = new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
			int waiting = 0;
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				set(insert, table.columns(), Backup.JSON.readValue(line, List.class));
				insert.addBatch();
				if (++waiting % ROWS_AT_ONCE == 0) {
					insert.executeBatch();
				}
			}
			insert.executeBatch();
		}
		numberOn(connection, table.name());
	}

	private static void set(PreparedStatement insert, List<Column> columns, List<?> values) throws SQLException {
		for (int index = 0; index < columns.size(); index++) {
			insert.setObject(index + 1, value(columns.get(index), values.get(index)));
		}
	}

	private static @Nullable Object value(Column column, @Nullable Object value) {
		if (value == null) {
			return null;
		}
		return switch (column.kind()) {
			case TEXT, BOOLEAN -> value;
			case INTEGER -> ((Number) value).longValue();
			case DECIMAL -> ((Number) value).doubleValue();
			case BYTES -> Base64.getDecoder().decode((String) value);
			case INSTANT -> Instant.parse((String) value).atOffset(ZoneOffset.UTC);
		};
	}

	/** New rows get numbers behind the restored ones. */
	private static void numberOn(Connection connection, String table) throws SQLException {
		for (String column : new ArrayList<>(new Schema(connection).identities(table))) {
			try (Statement statement = connection.createStatement()) {
				long next;
				try (ResultSet row = statement.executeQuery("select coalesce(max(" + column + "), 0) + 1 from " + table)) {
					row.next();
					next = row.getLong(1);
				}
				statement.execute("alter table " + table + " alter column " + column + " restart with " + next);
			}
		}
	}

}
