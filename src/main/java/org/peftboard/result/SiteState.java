package org.peftboard.result;

import java.time.Duration;
import java.util.concurrent.Executor;

import org.peftboard.site.LastKnown;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Whether anything was published since one looked last, cheap enough to ask with every request.
 *
 * <p>The database is asked at most once in a short while. What this process publishes shows at once, what another one publishes after that while. While the database is away the state is what it was
 * last, so that pages that are kept are still read: nothing can be published meanwhile.
 */
@Component
public class SiteState {

	private final LastKnown<String> word;

	/** @param age for how long the state is taken for true without asking */
	SiteState(Results results, BoardVersions versions, @Qualifier("applicationTaskExecutor") Executor executor,
			@Value("${peftboard.boards.state-age:250ms}") Duration age) {
		this.word = new LastKnown<>(() -> {
			versions.refresh();
			return results.state();
		}, executor, age);
	}

	/** A word that changes whenever a result or a board's references are published, on any board. */
	public String word() {
		return word.get();
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void marked(ResultMarked marked) {
		word.forget();
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void published(ResultPublished published) {
		word.forget();
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void changed(ResultChanged changed) {
		word.forget();
	}

}
