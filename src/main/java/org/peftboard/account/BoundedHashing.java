package org.peftboard.account;

import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Hashes as many passwords at once as there are processors, so that a crowd of sign-ins costs time and not the server's memory: each takes 19 MiB. */
final class BoundedHashing implements PasswordEncoder {

	private final PasswordEncoder hashing;

	private final Semaphore seats;

	BoundedHashing(PasswordEncoder hashing, int atOnce) {
		this.hashing = hashing;
		this.seats = new Semaphore(atOnce, true);
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		seats.acquireUninterruptibly();
		try {
			return hashing.encode(password);
		}
		finally {
			seats.release();
		}
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
		seats.acquireUninterruptibly();
		try {
			return hashing.matches(password, hash);
		}
		finally {
			seats.release();
		}
	}

	@Override
	public boolean upgradeEncoding(@Nullable String hash) {
		return hashing.upgradeEncoding(hash);
	}

}
