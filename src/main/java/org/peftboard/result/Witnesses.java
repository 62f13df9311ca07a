package org.peftboard.result;

import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The names of those who verified, flagged or withdrew results, or opened versions of boards. */
@Service
public class Witnesses {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	Witnesses(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	/** Puts another name in the place of somebody's who leaves; what they did stays. */
	@Transactional
	public void rename(long accountId, String name, String to) {
		List<String> touched = jdbc.sql("select public_id from results where withdrawn_by = ? or id in (select result_id from result_marks where by_id = ?)")
			.params(name, accountId)
			.query(String.class)
			.list();
		jdbc.sql("update result_marks set by_name = ? where by_id = ?").params(to, accountId).update();
		jdbc.sql("update results set withdrawn_by = ? where withdrawn_by = ?").params(to, name).update();
		jdbc.sql("update board_versions set opened_by = ? where opened_by = ?").params(to, name).update();
		for (String publicId : touched) {
			jdbc.sql("update results set revision = revision + 1 where public_id = ?").param(publicId).update();
			events.publishEvent(new ResultChanged(publicId));
		}
	}

}
