package org.peftboard.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;

/**
 * A table that was published elsewhere, as it ships in {@code seed-results/}: the board that it makes, and its rows.
 *
 * @param version of this document, {@value #VERSION}
 */
public record PublishedTable(int version, Board board, List<Row> rows) {

	public static final int VERSION = 1;

	private static final List<String> FAMILIES = List.of("soft-prompt", "additive", "selective", "reparametrised", "hybrid", "baseline");

	/**
	 * One row.
	 *
	 * @param id            unique within the table
	 * @param title         what the row is called
	 * @param methodId      id of the method, as the evaluator calls it where it has it
	 * @param family        soft-prompt, additive, selective, reparametrised, hybrid or baseline
	 * @param score         task score, 0 to 100; absent where not published
	 * @param parameterCost in the board's unit; absent where not published
	 * @param latencyCost   in the board's unit; absent where not published
	 * @param memoryCost    in the board's unit; absent where not published
	 * @param provenance    where each number of this row comes from
	 * @param facts         what else is known; absent where nothing is
	 */
	public record Row(String id, String title, String methodId, String family, @Nullable Double score, @Nullable Double parameterCost,
			@Nullable Double latencyCost, @Nullable Double memoryCost, String provenance, @Nullable RowFacts facts) {
	}

	/**
	 * Reads and checks a table.
	 *
	 * @param name what the file is called in errors
	 * @throws Problem.Refused naming the field, where the text is not such a table
	 */
	public static PublishedTable read(String name, String json) {
		PublishedTable table = Json.read(name, json, PublishedTable.class);
		require(table.version == VERSION, name + ".version", table.version, VERSION);
		require(!table.board.measured(), name + ".board.provenance", table.board.provenance(), Provenance.PUBLISHED);
		require(table.board.source() != null, name + ".board.source", "nothing", "where the table comes from");
		require(table.board.scores().stream().allMatch(score -> score.references() != null), name + ".board.scores", "no references",
				"frozen references for each score of a published table");
		Set<String> ids = new HashSet<>();
		for (int index = 0; index < table.rows.size(); index++) {
			requireRow(name + ".rows[" + index + "]", table.rows.get(index), ids);
		}
		return table;
	}

	private static void requireRow(String path, Row row, Set<String> ids) {
		require(ids.add(row.id), path + ".id", "'" + row.id + "' a second time", "an id of its own");
		require(!row.provenance.isBlank(), path + ".provenance", "nothing", "where the numbers come from");
		require(FAMILIES.contains(row.family), path + ".family", "'" + row.family + "'", Suggestion.oneOf(row.family, FAMILIES));
		require(row.score == null || (row.score >= 0 && row.score <= 100), path + ".score", String.valueOf(row.score), "0 to 100");
		requireCost(path + ".parameterCost", row.parameterCost);
		requireCost(path + ".latencyCost", row.latencyCost);
		requireCost(path + ".memoryCost", row.memoryCost);
		List<Problem> problems = row.facts == null ? List.of() : row.facts.problems(path + ".facts");
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
	}

	private static void requireCost(String path, @Nullable Double cost) {
		require(cost == null || (cost >= 0 && Double.isFinite(cost)), path, String.valueOf(cost),
				"0 or more, or no such key where it is not known");
	}

	private static void require(boolean holds, String field, Object value, Object need) {
		if (!holds) {
			throw new Problem.Refused(field, value.toString(), need.toString());
		}
	}

}
