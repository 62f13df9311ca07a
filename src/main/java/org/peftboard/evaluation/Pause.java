package org.peftboard.evaluation;

import java.time.Duration;

import org.peftboard.site.SiteNotices;
import org.springframework.stereotype.Component;

/** Keeps evaluations from starting while operators have paused them. */
@Component
final class Pause {

	private static final Duration BEAT = Duration.ofSeconds(1);

	private final SiteNotices notices;

	Pause(SiteNotices notices) {
		this.notices = notices;
	}

	/**
	 * Waits here, with what was taken from the queue in hand: giving it back would put it behind the others.
	 *
	 * @return false where the server stops first
	 */
	boolean awaitEnd() {
		try {
			while (notices.paused()) {
				Thread.sleep(BEAT.toMillis());
			}
			return true;
		}
		catch (InterruptedException serverStops) {
			return false;
		}
	}

}
