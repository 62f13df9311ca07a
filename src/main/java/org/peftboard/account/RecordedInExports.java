package org.peftboard.account;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the audit log holds of what a person did, and the language in which they are written to. */
@Configuration(proxyBeanMethods = false)
class RecordedInExports {

	@Bean
	ExportedPart exportedAudit(JdbcClient jdbc) {
		return new ExportedRows("audit", jdbc, "select position, recorded_at, action, subject, details, address from audit_entries where actor_id = ? order by position");
	}

	@Bean
	ExportedPart exportedLanguage(JdbcClient jdbc) {
		return new ExportedRows("letters", jdbc, "select language from accounts where id = ?");
	}

}
