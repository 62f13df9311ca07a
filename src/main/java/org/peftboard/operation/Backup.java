package org.peftboard.operation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.peftboard.operation.DumpManifest.Column;
import org.peftboard.operation.DumpManifest.Table;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the whole database into one file that can be restored on H2 and on PostgreSQL: a zip with one file of JSON lines a table, and {@code manifest.json} with
 * their columns, rows and SHA-256. It is one moment of the database, taken within one transaction, while the site goes on.
 *
 * <p>Left out is what means nothing elsewhere: sessions of signed-in people, and which workers live.
 */
final class Backup {

	static final String MANIFEST = "manifest.json";

	static final JsonMapper JSON = JsonMapper.shared();

	private static final int ROWS_AT_ONCE = 100;

	private final DataSource source;

	Backup(DataSource source) {
		this.source = source;
	}

	static boolean leftOut(String table) {
		return table.equals(Schema.HISTORY) || table.equals("workers") || table.startsWith("spring_session");
	}

	/** Writes the file; it appears under its name when it is whole, readable by its owner only. */
	DumpManifest to(Path file) throws IOException, SQLException {
		Path target = file.toAbsolutePath();
		Path part = Files.createTempFile(target.getParent(), ".backup", ".part");
		try {
			ownerOnly(part);
			DumpManifest manifest = write(part);
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
			return manifest;
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

	private static void ownerOnly(Path file) throws IOException {
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		}
	}

	private DumpManifest write(Path file) throws IOException, SQLException {
		try (Connection connection = source.getConnection(); ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			connection.setAutoCommit(false);
			connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
			Schema schema = new Schema(connection);
			Set<String> names = new TreeSet<>(schema.tables());
			names.removeIf(Backup::leftOut);
			List<Table> tables = new ArrayList<>();
			for (String name : schema.inOrder(names)) {
				tables.add(write(connection, schema, name, zip));
			}
			DumpManifest manifest = new DumpManifest(DumpManifest.FORMAT, schema.version(), Instant.now(), tables);
			zip.putNextEntry(new ZipEntry(MANIFEST));
			zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
			zip.closeEntry();
			connection.rollback();
			return manifest;
		}
	}

	private static Table write(Connection connection, Schema schema, String name, ZipOutputStream zip) throws IOException, SQLException {
		List<Column> columns = schema.columns(name);
		String select = "select " + String.join(", ", columns.stream().map(Column::name).toList()) + " from " + name + " order by "
				+ String.join(", ", schema.key(name));
		MessageDigest sum = sha256();
		long count = 0;
		zip.putNextEntry(new ZipEntry(entry(name)));
		try (Statement statement = connection.createStatement()) {
			statement.setFetchSize(ROWS_AT_ONCE);
			try (ResultSet rows = statement.executeQuery(select)) {
				for (; rows.next(); count++) {
					line(rows, columns, zip, sum);
				}
			}
		}
		zip.closeEntry();
		return new Table(name, columns, count, HexFormat.of().formatHex(sum.digest()));
	}

	private static void line(ResultSet rows, List<Column> columns, OutputStream out, MessageDigest sum) throws IOException, SQLException {
		List<@Nullable Object> values = new ArrayList<>();
		for (int index = 0; index < columns.size(); index++) {
			values.add(value(rows, index + 1, columns.get(index)));
		}
		byte[] line = (JSON.writeValueAsString(values) + "\n").getBytes(StandardCharsets.UTF_8);
		sum.update(line);
		out.write(line);
	}

	private static @Nullable Object value(ResultSet rows, int index, Column column) throws SQLException {
		Object value = switch (column.kind()) {
			case TEXT -> rows.getString(index);
			case INTEGER -> rows.getLong(index);
			case DECIMAL -> rows.getDouble(index);
			case BOOLEAN -> rows.getBoolean(index);
			case BYTES -> rows.getBytes(index);
			case INSTANT -> rows.getObject(index, OffsetDateTime.class);
		};
		if (value == null || rows.wasNull()) {
			return null;
		}
		if (value instanceof byte[] bytes) {
			return Base64.getEncoder().encodeToString(bytes);
		}
		return value instanceof OffsetDateTime time ? time.toInstant().toString() : value;
	}

	static String entry(String table) {
		return "tables/" + table + ".jsonl";
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException exception) {
			throw new IllegalStateException(exception);
		}
	}

}
