package org.peftboard.evaluator.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Rows of a Parquet, JSON, JSON lines, CSV or TSV file, in the file's order, read as they are asked for: a large file needs no large memory.
 *
 * <p>JSON may be one array or one object a line. CSV and TSV have a header; every value of theirs is a text, an empty one the empty text; TSV has no quotes,
 * as GLUE's files. A mark for byte order at the start is left out. DuckDB reads the files.
 */
public final class Table {

	private static final String JSON = "SELECT json FROM read_json_objects(%s, format = '{format}', maximum_object_size = 67108864)";

	private static final String SEPARATED = "SELECT to_json(r) FROM read_csv(%s, header = true, all_varchar = true,"
			+ " delim = '{delim}', quote = '{quote}', escape = '{quote}') r";

	private static final Map<String, String> READERS = Map.of("parquet", "SELECT to_json(r) FROM read_parquet(%s) r", "json",
			JSON.replace("{format}", "auto"), "jsonl", JSON.replace("{format}", "newline_delimited"), "csv",
			SEPARATED.replace("{delim}", ",").replace("{quote}", "\""), "tsv", SEPARATED.replace("{delim}", "\t").replace("{quote}", ""));

	/** how large a file's rows may grow in DuckDB's memory while they are read */
	private static final String MEMORY_LIMIT = "1GB";

	private Table() {
	}

	/** The kinds of files that can be read, by their names' ends. */
	public static List<String> extensions() {
		return READERS.keySet().stream().sorted().toList();
	}

	/**
	 * Reads files one after the other.
	 *
	 * @param row takes each row as it is read
	 * @throws Problem.Refused for a file that is missing, broken, or of another kind
	 */
	public static void read(List<Path> files, Consumer<Row> row) {
		files.forEach(file -> read(file, row));
	}

	/**
	 * How many rows files have.
	 *
	 * @throws Problem.Refused as {@link #read}
	 */
	public static int count(List<Path> files) {
		return files.stream().mapToInt(Table::count).sum();
	}

	private static int count(Path file) {
		String query = "SELECT count(*) FROM (" + READERS.get(extension(file)).formatted(literal(file)) + ")";
		try (Connection connection = open(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getInt(1);
		}
		catch (SQLException exception) {
			throw broken(file, exception);
		}
	}

	private static void read(Path file, Consumer<Row> row) {
		String query = READERS.get(extension(file)).formatted(literal(file));
		try (Connection connection = open(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			String name = file.getFileName().toString();
			for (long number = 1; rows.next(); number++) {
				row.accept(new Row(name, number, values(name, number, rows.getString(1))));
			}
		}
		catch (SQLException exception) {
			throw broken(file, exception);
		}
	}

	private static Problem.Refused broken(Path file, SQLException exception) {
		return new Problem.Refused("file " + file, reason(exception), "a whole " + extension(file) + " file; delete it and fetch it again");
	}

	private static String extension(Path file) {
		String name = file.getFileName().toString();
		String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase();
		if (!READERS.containsKey(extension)) {
			throw new Problem.Refused("file", name, "a name that ends with one of " + extensions());
		}
		if (!Files.isRegularFile(file)) {
			throw new Problem.Refused("file", file.toString(), "a file that exists");
		}
		return extension;
	}

	/** As text in the query; brackets, which would be a pattern, in brackets. */
	private static String literal(Path file) {
		String path = file.toAbsolutePath().toString();
		return "'" + path.replace("'", "''").replaceAll("([\\[*?])", "[$1]") + "'";
	}

	private static Connection open() throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("jdbc_stream_results", "true");
		properties.setProperty("threads", "1");
		properties.setProperty("memory_limit", MEMORY_LIMIT);
		properties.setProperty("temp_directory", "");
		// no download of extensions: what is needed is built in
		properties.setProperty("autoinstall_known_extensions", "false");
		return DriverManager.getConnection("jdbc:duckdb:", properties);
	}

	private static Map<String, JsonNode> values(String file, long number, String json) {
		JsonNode tree = Json.tree(file + " row " + number, json);
		if (!tree.isObject()) {
			throw new Problem.Refused(file + " row " + number, tree.toString(), "an object with a value for each column");
		}
		Map<String, JsonNode> values = new LinkedHashMap<>();
		tree.forEachEntry((name, value) -> values.put(name, value.isNull() ? JsonNodeFactory.instance.stringNode("") : value));
		return values;
	}

	/** DuckDB's own reason, without the driver's frame around it. */
	private static String reason(SQLException exception) {
		List<String> lines = String.valueOf(exception.getMessage()).lines().toList();
		String reason = lines.stream().filter(line -> line.contains("Error: ")).findFirst().orElse(lines.get(0));
		return reason.substring(reason.lastIndexOf("Error: ") < 0 ? 0 : reason.lastIndexOf("Error: ") + "Error: ".length());
	}

}
