package org.peftboard.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.peftboard.evaluator.contract.Problem;

/** What a password must be: long, and not the name. No rules about kinds of characters: they make passwords worse, not better (NIST SP 800-63B). */
final class PasswordRule {

	static final int SHORTEST = 10;

	/** Bounds the work that hashing does for a stranger. */
	static final int LONGEST = 200;

	private PasswordRule() {
	}

	/** All problems; a password is never repeated in one. */
	static List<Problem> problems(String name, String password) {
		List<Problem> problems = new ArrayList<>();
		if (password.length() < SHORTEST || password.length() > LONGEST) {
			problems.add(new Problem("password", password.length() + " characters", SHORTEST + " to " + LONGEST));
		}
		else if (!name.isBlank() && password.toLowerCase(Locale.ROOT).contains(Account.key(name))) {
			problems.add(new Problem("password", "a password with the name in it", "one without your name"));
		}
		else if (password.chars().distinct().count() < 4) {
			problems.add(new Problem("password", "fewer than 4 different characters", "at least 4 different ones"));
		}
		return problems;
	}

}
