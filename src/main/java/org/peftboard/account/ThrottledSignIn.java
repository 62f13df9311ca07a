package org.peftboard.account;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Asks the throttle before it looks at a password, and tells it how the look went. */
final class ThrottledSignIn implements AuthenticationProvider {

	private final AuthenticationProvider passwords;

	private final LoginThrottle throttle;

	private final Journal journal;

	ThrottledSignIn(AuthenticationProvider passwords, LoginThrottle throttle, Journal journal) {
		this.journal = journal;
		this.passwords = passwords;
		this.throttle = throttle;
	}

	@Override
	public @Nullable Authentication authenticate(Authentication attempt) {
		String address = attempt.getDetails() instanceof WebAuthenticationDetails details ? String.valueOf(details.getRemoteAddress()) : "";
		Duration wait = throttle.wait(address, attempt.getName());
		if (!wait.isZero()) {
			throw new TooManyFailures(wait);
		}
		try {
			Authentication authenticated = passwords.authenticate(attempt);
			throttle.succeeded(address, attempt.getName());
			journal.note((SignedIn) authenticated.getPrincipal(), "signed-in", "with", "password");
			return authenticated;
		}
		catch (BadCredentialsException wrong) {
			throttle.failed(address, attempt.getName());
			if (!throttle.wait(address, attempt.getName()).isZero()) {
				journal.slowedDown(attempt.getName());
			}
			throw wrong;
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return passwords.supports(authentication);
	}

	/** Too many wrong passwords from one address for one name. */
	static final class TooManyFailures extends LockedException {

		private static final long serialVersionUID = 1L;

		private final long waitSeconds;

		TooManyFailures(Duration wait) {
			super("too many failures");
			this.waitSeconds = wait.plusMillis(999).toSeconds();
		}

		long waitSeconds() {
			return waitSeconds;
		}

	}

}
