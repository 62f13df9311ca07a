package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableTest {

	@TempDir
	private Path folder;

	private List<Row> rows(String name, String text) throws IOException {
		return rows(Files.writeString(folder.resolve(name), text));
	}

	private static List<Row> rows(Path file) {
		List<Row> rows = new ArrayList<>();
		Table.read(List.of(file), rows::add);
		return rows;
	}

	private Path parquet(String query) throws SQLException {
		Path file = folder.resolve("data.parquet");
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = connection.createStatement()) {
			statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
		}
		return file;
	}

	@Test
	void readsParquetWithListsAndObjects() throws SQLException {
		Path file = parquet("SELECT 'is it lit?' AS question, 1::BIGINT AS label, ['a', 'b'] AS choices, {'text': ['x', 'y'], 'label': ['A', 'B']} AS options, "
				+ "2.5::FLOAT AS score UNION ALL SELECT 'no', 0, ['c'], {'text': ['z'], 'label': ['A']}, 3.8::FLOAT");
		List<Row> rows = rows(file);
		assertThat(rows).hasSize(2);
		Row first = rows.get(0);
		assertThat(first.text("question")).isEqualTo("is it lit?");
		assertThat(first.label(List.of("false", "true"), 0, "label")).isEqualTo("true");
		assertThat(first.texts("choices")).containsExactly("a", "b");
		assertThat(first.tree("options").path("text").path(1).asString()).isEqualTo("y");
		assertThat(rows).extracting(row -> row.text("score")).containsExactly("2.5", "3.799999952316284");
	}

	@Test
	void keepsTheTextOfJsonAsItIs() throws IOException {
		String row = "{\"date\": \"2020-01-01\", \"number\": \"007\", \"truth\": true, \"escaped\": \"caf\\u00e9 \\\"x\\\" \\ud83d\\ude00\", \"empty\": null}";
		for (List<Row> rows : List.of(rows("a.jsonl", row + "\n" + row), rows("b.json", "[" + row + ",\n " + row + "]"))) {
			assertThat(rows).hasSize(2);
			assertThat(rows.get(1).text("date")).isEqualTo("2020-01-01");
			assertThat(rows.get(1).text("number")).isEqualTo("007");
			assertThat(rows.get(1).text("escaped")).isEqualTo("café \"x\" 😀");
			assertThat(rows.get(1).text("empty")).isEmpty();
			assertThat(rows.get(1).label(List.of("no", "yes"), 0, "truth")).isEqualTo("yes");
		}
	}

	@Test
	void readsQuotesInCsvAndLeavesThemInTsv() throws IOException {
		Row csv = rows("a.csv", "\uFEFFid,text\n1,\"one, \"\"two\"\"\nthree\"\n").get(0);
		assertThat(csv.text("id")).isEqualTo("1");
		assertThat(csv.text("text")).isEqualTo("one, \"two\"\nthree");
		List<Row> tsv = rows("b.tsv", "\uFEFFQuality\t#1 String\n1\tHe said \"no.\n0\t\"Yes\" she said, 1,000\n0\t\n");
		assertThat(tsv).extracting(row -> row.text("#1 String")).containsExactly("He said \"no.", "\"Yes\" she said, 1,000", "");
		assertThat(tsv).extracting(row -> row.text("Quality")).containsExactly("1", "0", "0");
	}

	@Test
	void readsAFileWhoseNameLooksLikeAPattern() throws IOException {
		Files.createDirectories(folder.resolve("it's [a] folder"));
		assertThat(rows("it's [a] folder/a.jsonl", "{\"a\": 1}")).hasSize(1);
	}

	@Test
	void namesFileRowAndNeedWhereAColumnIsMissing() throws IOException {
		Row row = rows("train.jsonl", "{\"premise\": \"x\"}").get(0);
		assertThatThrownBy(() -> row.text("hypothesis", "sentence2")).isInstanceOf(Problem.Refused.class)
			.hasMessage("train.jsonl row 1, columns: got [premise], need a column hypothesis or sentence2");
	}

	@Test
	void namesAnUnknownLabel() throws IOException {
		List<Row> rows = rows("train.jsonl", "{\"label\": 3}\n{\"label\": \"maybe\"}\n{\"label\": -1}\n{\"label\": true}\n{\"label\": \"Neutral\"}");
		List<String> labels = List.of("entailment", "neutral", "contradiction");
		assertThatThrownBy(() -> rows.get(0).label(labels, 0, "label"))
			.hasMessage("train.jsonl row 1, label: got 3, need one of [entailment, neutral, contradiction] or its number, from 0");
		for (int row : List.of(1, 2, 3)) {
			assertThatThrownBy(() -> rows.get(row).label(labels, 0, "label")).hasMessageContaining("train.jsonl row " + (row + 1) + ", label");
		}
		assertThat(rows.get(4).label(labels, 0, "label")).isEqualTo("neutral");
	}

	@Test
	void namesABrokenFile() throws IOException {
		assertThatThrownBy(() -> rows("a.parquet", "PAR1 no parquet at all")).isInstanceOf(Problem.Refused.class)
			.hasMessageContaining("a.parquet")
			.hasMessageContaining("need a whole parquet file; delete it and fetch it again");
		assertThatThrownBy(() -> rows("a.jsonl", "{\"a\": 1}\n{\"a\": ")).hasMessageContaining("a.jsonl");
		assertThatThrownBy(() -> rows("b.jsonl", "[1, 2]")).hasMessageContaining("b.jsonl");
		assertThatThrownBy(() -> rows("a.xml", "<a/>")).hasMessageContaining("a.xml, need a name that ends with one of [csv, json, jsonl, parquet, tsv]");
		assertThatThrownBy(() -> rows(folder.resolve("none.csv"))).hasMessageContaining("a file that exists");
	}

	@Test
	void readsManyRowsInLittleMemory() throws SQLException {
		Path file = parquet("SELECT repeat('lamp ', 60) || i AS premise, i % 3 AS label FROM range(400000) t(i)");
		long[] sums = new long[2];
		Runtime runtime = Runtime.getRuntime();
		System.gc();
		long before = runtime.totalMemory() - runtime.freeMemory();
		long[] greatest = new long[1];
		Table.read(List.of(file), row -> {
			sums[0]++;
			sums[1] += row.text("premise").length();
			if (row.number() % 100_000 == 0) {
				System.gc();
				greatest[0] = Math.max(greatest[0], runtime.totalMemory() - runtime.freeMemory() - before);
			}
		});
		assertThat(sums[0]).isEqualTo(400_000);
		assertThat(sums[1]).isGreaterThan(120_000_000);
		assertThat(greatest[0]).as("bytes held while 120 MB of text pass").isLessThan(20_000_000);
	}

}
