package org.peftboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Makes sure that it is still the owner who sits there before something changes that a thief of the session would like: the password again, or, for an account without one, a sign-in
 * within the last 15 minutes.
 */
@Component
final class Proof {

	private static final Duration FRESH = Duration.ofMinutes(15);

	private final AccountRepository accounts;

	private final PasswordEncoder passwords;

	private final LoginThrottle throttle;

	private final Clock clock;

	Proof(AccountRepository accounts, PasswordEncoder passwords, LoginThrottle throttle, Clock clock) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.throttle = throttle;
		this.clock = clock;
	}

	/** Whether this person is asked for a password at all. */
	boolean byPassword(SignedIn person) {
		return accounts.findById(person.id()).map(Account::passwordHash).isPresent();
	}

	/** @throws Problem.Refused where it is not given */
	void require(SignedIn person, String password, HttpServletRequest request) {
		List<Problem> problems = problems(person, password, request);
		if (!problems.isEmpty()) {
			throw new Problem.Refused(problems);
		}
	}

	List<Problem> problems(SignedIn person, String password, HttpServletRequest request) {
		String hash = accounts.findById(person.id()).map(Account::passwordHash).orElse(null);
		if (hash == null) {
			boolean fresh = request.getSession().getAttribute(Sessions.SIGNED_IN_AT) instanceof Instant since && clock.instant().isBefore(since.plus(FRESH));
			return fresh ? List.of() : List.of(new Problem("proof", "a sign-in of more than 15 minutes ago", "a fresh one: log out, and in again"));
		}
		List<Problem> pause = pause(person, "proof", request);
		if (!pause.isEmpty()) {
			return pause;
		}
		if (password.length() > PasswordRule.LONGEST || !passwords.matches(password, hash)) {
			throttle.failed(request.getRemoteAddr(), person.name());
			return List.of(new Problem("proof", "another password", "your password as it is now"));
		}
		return List.of();
	}

	/** Whoever has the session cannot try passwords without limit here either. */
	private List<Problem> pause(SignedIn person, String field, HttpServletRequest request) {
		Duration wait = throttle.wait(request.getRemoteAddr(), person.name());
		return wait.isZero() ? List.of() : List.of(new Problem(field, "too many wrong tries", "a pause; try again in " + (wait.toSeconds() + 1) + " seconds"));
	}

	/**
	 * Does what looks at the password itself, no faster than passwords may be tried elsewhere.
	 *
	 * @param field of the form, where the password is typed
	 * @throws Problem.Refused what it is refused with; with a problem of this field it was a wrong password
	 */
	<T> T slowly(SignedIn person, String field, HttpServletRequest request, Supplier<T> change) {
		List<Problem> pause = pause(person, field, request);
		if (!pause.isEmpty()) {
			throw new Problem.Refused(pause);
		}
		try {
			return change.get();
		}
		catch (Problem.Refused refused) {
			if (refused.problems().stream().anyMatch(problem -> problem.field().equals(field))) {
				throttle.failed(request.getRemoteAddr(), person.name());
			}
			throw refused;
		}
	}

}
