package org.peftboard.load;

import org.springframework.jdbc.core.JdbcTemplate;

/** Made-up submissions by the thousand that wait in the queue; no worker takes them. */
final class ManyJobs {

	private static final String REQUEST = "{\"version\":2,\"baseModel\":\"mini-llama\",\"method\":{\"id\":\"lora\",\"settings\":{\"rank\":8}},"
			+ "\"tasks\":[\"mini-verdict\",\"mini-handover\"],\"protocol\":\"mini.1\",\"seeds\":[0,1,2],\"device\":\"cpu\"}";

	private ManyJobs() {
	}

	/** On PostgreSQL; of the site, so that everybody may watch them. */
	static void store(JdbcTemplate jdbc, String boardId, int count) {
		jdbc.update("""
				insert into accounts (name, name_key, role, must_change_password, created_at)
				values ('queue', 'queue', 'RESEARCHER', false, current_timestamp)""");
		jdbc.update("""
				insert into submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, setting_key, active_key, status, attempt,
				platform_faults, priority, created_at, queued_at, turn_at)
				select (select id from accounts where name = 'queue'), 'queue', ?, 'Made up ' || n, 'lora', ?, 'key' || n, 'key' || n, 'key' || n, 'QUEUED', 0, 0, 1,
				current_timestamp + n * interval '1 second', current_timestamp + n * interval '1 second', current_timestamp + n * interval '1 second'
				from generate_series(1, ?) n""", boardId, REQUEST, count);
	}

}
