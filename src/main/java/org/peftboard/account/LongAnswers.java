package org.peftboard.account;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/** Answers that go on for minutes were allowed when they began; this tells them when the session that they began in was ended, on any server. */
@Component
public class LongAnswers {

	private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

	private final SessionRepository<? extends Session> sessions;

	LongAnswers(SessionRepository<? extends Session> sessions) {
		this.sessions = sessions;
	}

	/** Whether the session of this request is still open, as of at most ten seconds ago; always so for a request that has none. */
	public BooleanSupplier sessionOf(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || sessions.findById(session.getId()) == null) {
			return () -> true;
		}
		return new Watch(sessions, session.getId());
	}

	private static final class Watch implements BooleanSupplier {

		private final SessionRepository<? extends Session> sessions;

		private final String id;

		private long lookedAt = System.nanoTime();

		private boolean open = true;

		Watch(SessionRepository<? extends Session> sessions, String id) {
			this.sessions = sessions;
			this.id = id;
		}

		@Override
		public boolean getAsBoolean() {
			if (open && System.nanoTime() - lookedAt > LOOK_AGAIN.toNanos()) {
				open = sessions.findById(id) != null;
				lookedAt = System.nanoTime();
			}
			return open;
		}

	}

}
