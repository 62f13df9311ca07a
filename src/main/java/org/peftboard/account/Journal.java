package org.peftboard.account;

import java.util.Map;
import java.util.TreeMap;

import org.peftboard.audit.Actor;
import org.peftboard.audit.Audit;
import org.springframework.stereotype.Component;

/** Writes what happens to accounts into the audit log. Never a password, a token, a code or an address of a person. */
@Component
final class Journal {

	private final Audit audit;

	Journal(Audit audit) {
		this.audit = audit;
	}

	/** @param details names and values in turns */
	void note(SignedIn person, String action, Object... details) {
		note(Actor.of(person.id(), person.name()), person.id(), action, details);
	}

	/** Somebody guesses passwords: recorded each time the throttle makes them wait, which bounds how often that is. */
	void slowedDown(String name) {
		audit.record(Actor.stranger(name), "account.sign-in-slowed-down", "name " + name.substring(0, Math.min(name.length(), 40)), Map.of());
	}

	/** What a stranger did to an account, or the site by itself. */
	void note(Actor actor, long accountId, String action, Object... details) {
		Map<String, Object> named = new TreeMap<>();
		for (int index = 0; index + 1 < details.length; index += 2) {
			named.put(String.valueOf(details[index]), details[index + 1]);
		}
		audit.record(actor, "account." + action, "account " + accountId, named);
	}

}
