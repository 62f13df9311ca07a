package org.peftboard;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Empties the tables between tests that share a database. */
public final class Tables {

	private static final List<String> IN_ORDER = List.of("result_marks", "reruns", "scheduled_tasks", "evaluations", "control_runs", "submission_logs",
			"submission_progress", "submission_changes", "submissions", "adapter_pieces", "adapters", "searches", "idempotency_keys", "quotas", "notices",
			"webhook_deliveries", "webhooks",
			"notice_settings", "board_references");

	private static final List<String> OF_PEOPLE = List.of("spring_session", "api_tokens", "letter_tokens", "recovery_codes", "outside_identities");

	private Tables() {
	}

	/** Everything but the administrator and the published tables that ship. */
	public static void empty(JdbcClient jdbc) {
		IN_ORDER.forEach(table -> jdbc.sql("delete from " + table).update());
		String measured = "select id from results where provenance = 'MEASURED'";
		String files = "select id from artifacts where result_id in (" + measured + ")";
		jdbc.sql("delete from artifact_pieces where artifact_id in (" + files + ")").update();
		jdbc.sql("delete from artifacts where result_id in (" + measured + ")").update();
		jdbc.sql("delete from results where provenance = 'MEASURED'").update();
		OF_PEOPLE.forEach(table -> jdbc.sql("delete from " + table).update());
		jdbc.sql("delete from accounts where role <> 'ADMINISTRATOR'").update();
	}

}
