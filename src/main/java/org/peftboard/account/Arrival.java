package org.peftboard.account;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.peftboard.account.SecondFactor.Taken;
import org.springframework.stereotype.Component;

/**
 * What follows once a password, or an outside provider, said who somebody is: the second factor where there is one, then the session.
 *
 * <p>Until the second factor is given nobody is signed in; the session only remembers who it waits for, for ten minutes and five wrong codes.
 */
@Component
final class Arrival {

	static final String PAGE = "/login/second";

	private static final String WAITING = "peftboard.waiting";

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final int MOST_FAILURES = 5;

	private final SecondFactor secondFactor;

	private final Accounts accounts;

	private final Session session;

	private final Clock clock;

	Arrival(SecondFactor secondFactor, Accounts accounts, Session session, Clock clock) {
		this.secondFactor = secondFactor;
		this.accounts = accounts;
		this.session = session;
		this.clock = clock;
	}

	/** Who a session waits for. */
	record Waiting(long accountId, Instant since, int failures, String wantedPage) implements Serializable {
	}

	/** How a code was taken. */
	enum Answer {

		RIGHT, WRONG, TOO_MANY, NOBODY_WAITS

	}

	/**
	 * Lets a person in, or asks for the second factor.
	 *
	 * @return the page to go on with
	 */
	String admit(SignedIn person, String otherwise, HttpServletRequest request, HttpServletResponse response) {
		String wanted = session.wantedPage(otherwise, request, response);
		if (!secondFactor.isOn(person.id())) {
			session.start(person, request, response);
			return wanted;
		}
		Session.fresh(request).setAttribute(WAITING, new Waiting(person.id(), clock.instant(), 0, wanted));
		return PAGE;
	}

	Optional<Waiting> waiting(HttpServletRequest request) {
		HttpSession current = request.getSession(false);
		boolean some = current != null && current.getAttribute(WAITING) instanceof Waiting waiting && clock.instant().isBefore(waiting.since.plus(PATIENCE));
		return some ? Optional.of((Waiting) current.getAttribute(WAITING)) : Optional.empty();
	}

	Answer code(String code, HttpServletRequest request, HttpServletResponse response) {
		Waiting waiting = waiting(request).orElse(null);
		if (waiting == null) {
			return Answer.NOBODY_WAITS;
		}
		Taken taken = secondFactor.take(waiting.accountId, code);
		if (taken == Taken.TOO_MANY) {
			return Answer.TOO_MANY;
		}
		Optional<SignedIn> person = taken == Taken.RIGHT ? accounts.find(waiting.accountId) : Optional.empty();
		if (person.isEmpty()) {
			return wrong(waiting, request.getSession());
		}
		session.start(person.get(), request, response);
		return Answer.RIGHT;
	}

	private static Answer wrong(Waiting waiting, HttpSession current) {
		if (waiting.failures + 1 >= MOST_FAILURES) {
			current.invalidate();
			return Answer.NOBODY_WAITS;
		}
		current.setAttribute(WAITING, new Waiting(waiting.accountId, waiting.since, waiting.failures + 1, waiting.wantedPage));
		return Answer.WRONG;
	}

}
