package org.peftboard.operation;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.peftboard.operation.DumpManifest.Column;
import org.peftboard.operation.DumpManifest.Kind;

/** The tables of a database, read from the database itself, so that a new table is in the next dump without anybody's doing. Names are in lower case. */
final class Schema {

	static final String HISTORY = "flyway_schema_history";

	private final Connection connection;

	private final DatabaseMetaData database;

	Schema(Connection connection) throws SQLException {
		this.connection = connection;
		this.database = connection.getMetaData();
	}

	/** Every table of this application and of the libraries that keep theirs beside it. */
	Set<String> tables() throws SQLException {
		Set<String> names = new TreeSet<>();
		try (ResultSet rows = database.getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] { "TABLE", "BASE TABLE" })) {
			while (rows.next()) {
				names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
			}
		}
		return names;
	}

	/** The given tables, each behind those that it refers to. */
	List<String> inOrder(Set<String> names) throws SQLException {
		TreeMap<String, Set<String>> needs = new TreeMap<>();
		for (String name : names) {
			needs.put(name, referredTo(name));
		}
		Set<String> order = new LinkedHashSet<>();
		for (String name : names) {
			place(name, needs, order, new TreeSet<>());
		}
		return List.copyOf(order);
	}

	private static void place(String name, TreeMap<String, Set<String>> needs, Set<String> order, Set<String> onTheWay) {
		if (!needs.containsKey(name) || order.contains(name) || !onTheWay.add(name)) {
			return;
		}
		needs.get(name).forEach(need -> place(need, needs, order, onTheWay));
		order.add(name);
	}

	private Set<String> referredTo(String table) throws SQLException {
		Set<String> names = new TreeSet<>();
		try (ResultSet keys = database.getImportedKeys(connection.getCatalog(), connection.getSchema(), stored(table))) {
			while (keys.next()) {
				names.add(keys.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
			}
		}
		return names;
	}

	List<Column> columns(String table) throws SQLException {
		List<Column> columns = new ArrayList<>();
		try (ResultSet rows = database.getColumns(connection.getCatalog(), connection.getSchema(), stored(table), "%")) {
			while (rows.next()) {
				columns.add(new Column(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), kind(rows.getInt("DATA_TYPE"), rows.getString("TYPE_NAME"))));
			}
		}
		return columns;
	}

	/** Columns that number themselves. */
	List<String> identities(String table) throws SQLException {
		List<String> names = new ArrayList<>();
		try (ResultSet rows = database.getColumns(connection.getCatalog(), connection.getSchema(), stored(table), "%")) {
			while (rows.next()) {
				if ("YES".equals(rows.getString("IS_AUTOINCREMENT"))) {
					names.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
				}
			}
		}
		return names;
	}

	/** By which the rows of a table are put in order; all columns where it has no key. */
	List<String> key(String table) throws SQLException {
		TreeMap<Integer, String> key = new TreeMap<>();
		try (ResultSet rows = database.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), stored(table))) {
			while (rows.next()) {
				key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
			}
		}
		return key.isEmpty() ? columns(table).stream().map(Column::name).toList() : List.copyOf(key.values());
	}

	/** Number of the newest migration. */
	int version() throws SQLException {
		// its names are in lower case and quoted on both databases
		try (var statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select \"version\" from \"" + HISTORY + "\" where \"version\" is not null and \"success\" = true")) {
			int newest = 0;
			while (rows.next()) {
				newest = Math.max(newest, Integer.parseInt(rows.getString(1)));
			}
			return newest;
		}
	}

	private String stored(String name) throws SQLException {
		return database.storesUpperCaseIdentifiers() && !name.equals(HISTORY) ? name.toUpperCase(Locale.ROOT) : name;
	}

	private static Kind kind(int type, String typeName) {
		if (typeName.toLowerCase(Locale.ROOT).startsWith("timestamp")) {
			return Kind.INSTANT;
		}
		return switch (type) {
			case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
			case Types.BOOLEAN, Types.BIT -> Kind.BOOLEAN;
			case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Kind.INTEGER;
			case Types.DOUBLE, Types.REAL, Types.FLOAT -> Kind.DECIMAL;
			default -> Kind.TEXT;
		};
	}

}
