package org.peftboard.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.peftboard.result.Mark;
import org.peftboard.result.Marks;
import org.peftboard.result.ResultPublished;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.Reruns;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks at every result within the transaction that publishes it: one that is suspect is never in the ranking, not even for a moment. */
@Component
class FirstLook {

	private final Results results;

	private final Marks marks;

	private final Reruns reruns;

	private final Repeats repeats;

	private final AuthorNotices authors;

	FirstLook(Results results, Marks marks, Reruns reruns, Repeats repeats, AuthorNotices authors) {
		this.results = results;
		this.marks = marks;
		this.reruns = reruns;
		this.repeats = repeats;
		this.authors = authors;
	}

	@EventListener
	void published(ResultPublished published) {
		StoredResult result = results.findAny(published.publicId()).orElseThrow();
		Optional<String> original = reruns.originalOf(result.evaluationKey());
		if (original.isPresent()) {
			marks.add(result, Mark.Kind.RERUN, null, Mark.SITE, original.get());
		}
		// an adapter that was brought has no place that it could take from others, and may have been trained on anything
		else if (result.referenceRun() == null && !result.uploaded()) {
			lookFor(result);
		}
		if (original.isEmpty() && marks.of(result).held()) {
			authors.held(result, marks.of(result).reason());
		}
	}

	private void lookFor(StoredResult result) {
		List<StoredResult> board = results.ofBoard(result.boardId());
		Map<String, Review> reviews = marks.ofBoard(result.boardId());
		List<String> findings = Outliers.of(result, board, reviews, repeats.of(result, board, reviews));
		if (!findings.isEmpty()) {
			String before = marks.of(result).held() ? marks.of(result).reason() + "; " : "";
			marks.add(result, Mark.Kind.SUSPECT, null, Mark.SITE, before + String.join("; ", findings));
		}
	}

}
