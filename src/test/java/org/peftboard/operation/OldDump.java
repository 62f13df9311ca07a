package org.peftboard.operation;

import java.nio.file.Path;
import java.util.List;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes {@code src/test/resources/dumps/v6.zip}: a database as version 6 of the schema left it, with rows in every table, made up. Run once, with the migrations
 * of that time; the file is the fixture, so that later migrations are tried on data that they did not make.
 */
final class OldDump {

	private static final List<String> ROWS = List.of(
			"insert into accounts (name, name_key, password_hash, role, must_change_password, created_at) values ('Ada', 'ada', '$argon2id$v=19$m=16384,t=2,p=1$c2FsdHNhbHQ$aGFzaA', 'RESEARCHER', false, timestamp with time zone '2026-11-01 10:00:00.123456+00')",
			"insert into accounts (name, name_key, password_hash, role, must_change_password, created_at) values ('admin', 'admin', '$argon2id$v=19$m=16384,t=2,p=1$c2FsdHNhbHQ$aGFzaA', 'ADMINISTRATOR', true, timestamp with time zone '2026-11-01 10:00:00+00')",
			"insert into accounts (name, name_key, role, must_change_password, created_at) values ('reference runs', 'reference runs', 'RESEARCHER', false, timestamp with time zone '2026-11-01 10:00:00+00')",
			"insert into submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, active_key, status, attempt, platform_faults, priority, result_id, created_at, queued_at, started_at, ended_at) values (1, 'Ada', 'mini-cpu-r0.3', 'LoRA, rank 16 \u00b7 \u03b1 = \"2\"', 'lora', '{\"version\":2,\"baseModel\":\"mini-llama\",\"method\":{\"id\":\"lora\",\"settings\":{}},\"tasks\":[\"mini-verdict\"],\"protocol\":\"mini.1\",\"seeds\":[0],\"device\":\"cpu\"}', 'aa', 'aa', 'PUBLISHED', 2, 1, 50, 'olddump0001', timestamp with time zone '2026-11-02 10:00:00+00', timestamp with time zone '2026-11-02 10:00:01+00', timestamp with time zone '2026-11-02 10:00:02+00', timestamp with time zone '2026-11-02 10:01:02.5+00')",
			"insert into submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, active_key, status, attempt, platform_faults, priority, created_at, queued_at) values (1, 'Ada', 'mini-cpu-r0.3', 'LoRA, rank 4', 'lora', '{\"version\":2,\"baseModel\":\"mini-llama\",\"method\":{\"id\":\"lora\",\"settings\":{\"rank\":4}},\"tasks\":[\"mini-verdict\"],\"protocol\":\"mini.1\",\"seeds\":[0],\"device\":\"cpu\"}', 'bb', 'bb', 'QUEUED', 0, 0, 50, timestamp with time zone '2026-11-02 11:00:00+00', timestamp with time zone '2026-11-02 11:00:00+00')",
			"insert into submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, status, attempt, platform_faults, priority, fault, reason, created_at, queued_at, started_at, ended_at) values (1, 'Ada', 'mini-cpu-r0.3', 'LoRA, rank 5', 'lora', '{\"version\":2,\"baseModel\":\"mini-llama\",\"method\":{\"id\":\"lora\",\"settings\":{\"rank\":5}},\"tasks\":[\"mini-verdict\"],\"protocol\":\"mini.1\",\"seeds\":[0],\"device\":\"cpu\"}', 'cc', 'FAILED', 3, 3, 50, 'PLATFORM', 'engine fell over', timestamp with time zone '2026-11-02 12:00:00+00', timestamp with time zone '2026-11-02 12:00:00+00', timestamp with time zone '2026-11-02 12:00:01+00', timestamp with time zone '2026-11-02 12:00:02+00')",
			"insert into submission_changes (submission_id, position, status, attempt, changed_at) values (1, 0, 'QUEUED', 0, timestamp with time zone '2026-11-02 10:00:01+00'), (1, 1, 'LEASED', 1, timestamp with time zone '2026-11-02 10:00:02+00'), (1, 2, 'PUBLISHED', 2, timestamp with time zone '2026-11-02 10:01:02.5+00'), (2, 0, 'QUEUED', 0, timestamp with time zone '2026-11-02 11:00:00+00')",
			"insert into submission_progress (submission_id, sequence, attempt, line) values (3, 150001, 3, '{\"time\":\"2026-11-02T12:00:01Z\",\"phase\":\"PREPARING\",\"done\":0}')",
			"insert into submission_logs (submission_id, attempt, tail) values (3, 3, 'line one\nline two: <b>\u00e4\u20ac\ud83d\ude80</b>\n')",
			"insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority) values ('evaluate-cpu', '2', timestamp with time zone '2026-11-02 11:00:00+00', false, 1, 50)",
			"insert into results (public_id, board_id, provenance, evaluation_key, title, method_id, method_title, family, base_model, hardware_class, submitter, score, parameter_cost, latency_cost, memory_cost, created_at, facts) values ('olddump0001', 'mini-cpu-r0.3', 'MEASURED', 'submission-1', 'LoRA, rank 16', 'lora', 'LoRA', 'reparametrised', 'mini-llama', 'CPU', 'Ada', 78.4, 14336, 1.25, 66400000, timestamp with time zone '2026-11-02 10:01:02.5+00', '{\"mergeable\":true,\"taskScores\":{\"mini-verdict\":78.4}}')",
			"insert into artifacts (result_id, file_name, media_type, sha256, size_bytes) values (1, 'adapter.bin', 'application/octet-stream', '9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a', 4)",
			"insert into artifact_pieces (artifact_id, position, content) values (1, 0, X'01020304')",
			"insert into board_references (board_id, parameters, latency, memory, runs, frozen_at) values ('mini-cpu-r0.3', 869504, 1, 77000000, 5, timestamp with time zone '2026-11-02 10:01:03+00')",
			"insert into snapshots (hash, board_id, title, content, created_at) values ('00ff', 'mini-cpu-r0.3', 'Mini', X'1f8b0800', timestamp with time zone '2026-11-02 13:00:00+00')");

	private OldDump() {
	}

	public static void main(String[] arguments) throws Exception {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:old;DB_CLOSE_DELAY=-1");
		fill(database);
		System.out.println(new Backup(database).to(Path.of(arguments[0])));
	}

	private static void fill(DataSource database) {
		Flyway.configure().dataSource(database).locations("classpath:db/migration").target(MigrationVersion.fromVersion("6")).load().migrate();
		JdbcTemplate jdbc = new JdbcTemplate(database);
		ROWS.forEach(jdbc::update);
	}

}
