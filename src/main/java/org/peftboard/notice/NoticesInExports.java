package org.peftboard.notice;

import org.peftboard.account.ExportedPart;
import org.peftboard.account.ExportedRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person was told, and where else to; the secrets that sign webhooks are left out. */
@Configuration(proxyBeanMethods = false)
class NoticesInExports {

	@Bean
	ExportedPart exportedNotices(JdbcClient jdbc) {
		return new ExportedRows("notices", jdbc, "select kind, text, language, created_at, read_at from notices where account_id = ? order by id");
	}

	@Bean
	ExportedPart exportedNoticeSettings(JdbcClient jdbc) {
		return new ExportedRows("noticeSettings", jdbc, "select letters from notice_settings where account_id = ?");
	}

	@Bean
	ExportedPart exportedWebhooks(JdbcClient jdbc) {
		return new ExportedRows("webhooks", jdbc, "select id, url, created_at from webhooks where account_id = ? order by id");
	}

	@Bean
	ExportedPart exportedDeliveries(JdbcClient jdbc) {
		return new ExportedRows("webhookDeliveries", jdbc, "select w.url, d.body, d.attempts, d.outcome, d.created_at from webhook_deliveries d join webhooks w on w.id = d.webhook_id "
				+ "where w.account_id = ? order by d.id");
	}

}
