package org.peftboard.review;

import org.peftboard.notice.PersonalNotices;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.Reruns;
import org.springframework.stereotype.Component;

/** Tells people that something was said of what they submitted, within the transaction that stores it. */
@Component
class AuthorNotices {

	private final PersonalNotices notices;

	private final Reruns reruns;

	AuthorNotices(PersonalNotices notices, Reruns reruns) {
		this.notices = notices;
		this.reruns = reruns;
	}

	/** Out of the ranking; why stands on the result's page, for everybody. */
	void held(StoredResult result, String reason) {
		tell(result, "result.held", "notice.held", result.title(), reason);
	}

	/** Who flagged it, and why, is for reviewers. */
	void flagged(StoredResult result) {
		tell(result, "result.flagged", "notice.flagged", result.title());
	}

	private void tell(StoredResult result, String kind, String key, Object... values) {
		reruns.submitterOf(result.evaluationKey()).ifPresent(author -> notices.tell(author, kind, "/results/" + result.publicId(), key, values));
	}

}
