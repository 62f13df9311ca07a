package org.peftboard.load;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;

/** Made-up submissions by the thousand that wait in the queue; no worker takes them. */
final class ManyJobs {

	private static final String REQUEST = "{\"version\":2,\"baseModel\":\"mini-llama\",\"method\":{\"id\":\"lora\",\"settings\":{\"rank\":8}},"
			+ "\"tasks\":[\"mini-verdict\",\"mini-handover\"],\"protocol\":\"mini.1\",\"seeds\":[0,1,2],\"device\":\"cpu\"}";

	private ManyJobs() {
	}

	/** Of the site, so that everybody may watch them. */
	static void store(JdbcTemplate jdbc, String boardId, int count) {
		jdbc.update("insert into accounts (name, name_key, role, must_change_password, created_at) values ('queue', 'queue', 'RESEARCHER', false, current_timestamp)");
		long queue = jdbc.queryForObject("select id from accounts where name = 'queue'", Long.class);
		OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
		List<Object[]> rows = new ArrayList<>();
		for (int number = 1; number <= count; number++) {
			String key = "key" + number;
			OffsetDateTime time = now.plusSeconds(number);
			rows.add(new Object[] { queue, boardId, "Made up " + number, REQUEST, key, key, key, time, time, time });
		}
		jdbc.batchUpdate("""
				insert into submissions (submitter_id, submitter, board_id, title, method_id, request_json, configuration_key, setting_key, active_key, status, attempt,
				platform_faults, priority, created_at, queued_at, turn_at) values (?, 'queue', ?, ?, 'lora', ?, ?, ?, ?, 'QUEUED', 0, 0, 1, ?, ?, ?)""", rows);
	}

}
