package org.peftboard.result;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Whether anything was published since one looked last, cheap enough to ask with every request.
 *
 * <p>The database is asked at most once in a short while. What this process publishes shows at once, what another one publishes after that while.
 */
@Component
public class SiteState {

	private final Results results;

	private final BoardVersions versions;

	private final long ageNanos;

	/** One asks when the time is over, and the others go on with the last word: at 500 requests a second they would take all connections. */
	private final ReentrantLock reading = new ReentrantLock();

	private volatile @Nullable Known known;

	private record Known(String word, long readNanos) {
	}

	/** @param age for how long the state is taken for true without asking */
	SiteState(Results results, BoardVersions versions, @Value("${peftboard.boards.state-age:250ms}") Duration age) {
		this.results = results;
		this.versions = versions;
		this.ageNanos = age.toNanos();
	}

	/** A word that changes whenever a result or a board's references are published, on any board. */
	public String word() {
		Known last = known;
		if (fresh(last)) {
			return last.word;
		}
		boolean mine = last == null ? myTurnSoon() : reading.tryLock();
		try {
			Known meanwhile = known;
			return fresh(meanwhile) ? meanwhile.word : mine || last == null ? read().word : last.word;
		}
		finally {
			if (mine) {
				reading.unlock();
			}
		}
	}

	private boolean fresh(@Nullable Known one) {
		return one != null && System.nanoTime() - one.readNanos < ageNanos;
	}

	/** While nothing is known yet all wait for the first; not for long, as who waits may hold the connection that the first needs. */
	private boolean myTurnSoon() {
		try {
			return reading.tryLock(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private Known read() {
		long now = System.nanoTime();
		versions.refresh();
		Known read = new Known(results.state(), now);
		known = read;
		return read;
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void marked(ResultMarked marked) {
		known = null;
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void published(ResultPublished published) {
		known = null;
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void changed(ResultChanged changed) {
		known = null;
	}

}
