package org.peftboard;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Empties the tables between tests that share a database. */
public final class Tables {

	private static final List<String> IN_ORDER = List.of("scheduled_tasks", "submission_logs", "submission_progress", "submission_changes", "submissions",
			"artifact_pieces", "artifacts", "board_references", "results");

	private Tables() {
	}

	/** Everything but the administrator. */
	public static void empty(JdbcClient jdbc) {
		IN_ORDER.forEach(table -> jdbc.sql("delete from " + table).update());
		jdbc.sql("delete from accounts where role <> 'ADMINISTRATOR'").update();
	}

}
