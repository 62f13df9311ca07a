package org.peftboard.submission;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.language.Words;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Makes the view of a submission once for all who look at the same moment, and anew as soon as the submission changes here; changes by another process are seen
 * after {@link #KEPT}.
 *
 * <p>A view shows the same to everybody who may see the submission, so nothing of the reader but the language is in its key. Whether somebody may see it is asked before, for each
 * request, and never kept.
 */
@Component
class LiveViews {

	static final Duration KEPT = Duration.ofMillis(400);

	/** A view of a long training has some 300 kB. */
	private static final int MOST_VIEWS = 200;

	private final Live live;

	private final LiveNews news;

	private final Cache<Key, Making> views;

	@Autowired
	LiveViews(Live live, LiveNews news) {
		this(live, news, Ticker.systemTicker());
	}

	LiveViews(Live live, LiveNews news, Ticker ticker) {
		this.live = live;
		this.news = news;
		this.views = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(KEPT).maximumSize(MOST_VIEWS).build();
	}

	private record Key(long submissionId, int after, Locale language) {
	}

	/** Begun when the submission's last change had this number. */
	private record Making(long change, FutureTask<Shown> task) {
	}

	/** A view, and the same as a line of JSON. */
	record Shown(LiveView view, String json) {
	}

	/**
	 * The view of a submission, at most {@link #KEPT} old. To be called without a transaction: who waits for another's view holds no connection.
	 *
	 * @param after sequence number of the last line that the reader has; 0 for all
	 */
	Shown of(long submissionId, int after, Words words) {
		Key key = new Key(submissionId, after, words.locale());
		long change = news.changes(submissionId);
		Making making = views.getIfPresent(key);
		if (making == null || making.change < change) {
			// what compute leaves as it is counts as written anew, so only who found nothing of use gets here
			making = views.asMap().compute(key, (same, there) -> there != null && there.change >= change ? there : begin(key, change, words));
		}
		// the first to come makes it, the others find it begun
		making.task.run();
		try {
			return making.task.get();
		}
		catch (ExecutionException failed) {
			views.asMap().remove(key, making);
			throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed.getCause());
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while another made the view of submission " + submissionId, stopped);
		}
	}

	private Making begin(Key key, long change, Words words) {
		return new Making(change, new FutureTask<>(() -> {
			LiveView view = live.view(key.submissionId, key.after, words);
			return new Shown(view, Json.line(view));
		}));
	}

}
