package org.peftboard.result;

import java.time.Duration;

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
		long now = System.nanoTime();
		Known last = known;
		if (last == null || now - last.readNanos >= ageNanos) {
			versions.refresh();
			last = new Known(results.state(), now);
			known = last;
		}
		return last.word;
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
