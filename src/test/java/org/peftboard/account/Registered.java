package org.peftboard.account;

import org.springframework.jdbc.core.simple.JdbcClient;

/** People for tests of other rooms. */
public final class Registered {

	public static final String PASSWORD = "correct horse battery";

	private Registered() {
	}

	public static SignedIn person(Accounts accounts, String name) {
		return accounts.register(name, PASSWORD);
	}

	/** With another role than the one that everybody begins with. */
	public static SignedIn person(Accounts accounts, String name, Role role, JdbcClient jdbc) {
		accounts.register(name, PASSWORD);
		jdbc.sql("update accounts set role = ? where name_key = ?").params(role.name(), Account.key(name)).update();
		return accounts.loadUserByUsername(name);
	}

}
