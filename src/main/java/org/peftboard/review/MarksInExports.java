package org.peftboard.review;

import org.peftboard.account.ExportedPart;
import org.peftboard.account.ExportedRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person said of results: flags, notes, verifications. */
@Configuration(proxyBeanMethods = false)
class MarksInExports {

	@Bean
	ExportedPart exportedMarks(JdbcClient jdbc) {
		return new ExportedRows("marks", jdbc, "select r.public_id as result, m.kind, m.reason, m.created_at from result_marks m join results r on r.id = m.result_id "
				+ "where m.by_id = ? order by m.id");
	}

}
