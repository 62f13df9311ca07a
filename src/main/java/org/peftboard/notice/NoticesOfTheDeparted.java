package org.peftboard.notice;

import java.util.List;

import org.peftboard.account.AccountClosed;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forgets what a person who leaves was told, and where; within the transaction that closes the account. */
@Component
class NoticesOfTheDeparted {

	/** Deliveries go with their webhook. */
	private static final List<String> TABLES = List.of("webhooks", "notices", "notice_settings");

	private final JdbcClient jdbc;

	NoticesOfTheDeparted(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** After the other rooms, which may have said something about what the person left behind. */
	@EventListener
	@Order
	@Transactional
	public void closed(AccountClosed account) {
		TABLES.forEach(table -> jdbc.sql("delete from " + table + " where account_id = ?").param(account.person().id()).update());
	}

}
