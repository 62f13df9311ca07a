package org.peftboard.submission;

import org.peftboard.account.ExportedPart;
import org.peftboard.account.ExportedRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person brought beside single submissions, and how much they may. */
@Configuration(proxyBeanMethods = false)
class SubmittedInExports {

	@Bean
	ExportedPart exportedSearches(JdbcClient jdbc) {
		return new ExportedRows("searches", jdbc, "select * from searches where submitter_id = ? order by id");
	}

	@Bean
	ExportedPart exportedAdapters(JdbcClient jdbc) {
		return new ExportedRows("adapters", jdbc, "select sha256, size_bytes, created_at from adapters where account_id = ? order by created_at");
	}

	@Bean
	ExportedPart exportedQuota(JdbcClient jdbc) {
		return new ExportedRows("quota", jdbc, "select daily as evaluations_per_day from quotas where account_id = ?");
	}

	@Bean
	ExportedPart exportedAnswers(JdbcClient jdbc) {
		return new ExportedRows("apiAnswers", jdbc, "select request_key, answer_json, created_at from idempotency_keys where account_id = ? order by created_at");
	}

}
