package org.peftboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.stereotype.Component;

import org.peftboard.site.ClientNetwork;

/**
 * Makes guessing passwords slow: after five failures from one address for one name each further one doubles the wait, from 2 seconds to 15 minutes.
 *
 * <p>It counts by address and name together, so nobody can lock another person out from elsewhere. It forgets after 30 minutes without a failure, keeps the
 * last 20,000 pairs, and lives in memory: a restart forgives.
 */
@Component
final class LoginThrottle {

	static final int FREE_FAILURES = 5;

	private static final int MOST_PAIRS = 20_000;

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

	private static final Duration MEMORY = Duration.ofMinutes(30);

	private final Clock clock;

	private final Map<Pair, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Pair, Failures> eldest) {
			return size() > MOST_PAIRS;
		}

	};

	LoginThrottle(Clock clock) {
		this.clock = clock;
	}

	/** How long this address has to wait before it may try this name again; zero where it need not. */
	synchronized Duration wait(String address, String name) {
		Failures past = failures.get(Pair.of(address, name));
		if (past == null || past.count < FREE_FAILURES) {
			return Duration.ZERO;
		}
		Duration left = Duration.between(clock.instant(), past.last.plus(pause(past.count)));
		return left.isNegative() ? Duration.ZERO : left;
	}

	private static Duration pause(int count) {
		Duration pause = Duration.ofSeconds(1L << Math.min(count - FREE_FAILURES + 1, 20));
		return pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
	}

	synchronized void failed(String address, String name) {
		failures.merge(Pair.of(address, name), new Failures(1, clock.instant()),
				(past, now) -> past.last.plus(MEMORY).isBefore(now.last) ? now : new Failures(past.count + 1, now.last));
	}

	synchronized void succeeded(String address, String name) {
		failures.remove(Pair.of(address, name));
	}

	/** @param name at most as many characters as a name can have: a stranger's megabyte is not to be remembered */
	private record Pair(String address, String name) {

		private static final int LONGEST_NAME = 40;

		static Pair of(String address, String name) {
			String key = Account.key(name);
			return new Pair(ClientNetwork.of(address), key.substring(0, Math.min(key.length(), LONGEST_NAME)));
		}

	}

	private record Failures(int count, Instant last) {
	}

}
