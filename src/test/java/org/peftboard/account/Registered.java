package org.peftboard.account;

/** People for tests of other rooms. */
public final class Registered {

	public static final String PASSWORD = "correct horse battery";

	private Registered() {
	}

	public static SignedIn person(Accounts accounts, String name) {
		return accounts.register(name, PASSWORD);
	}

}
