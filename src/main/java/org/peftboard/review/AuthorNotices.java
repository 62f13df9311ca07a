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
		tell(result, "result.held", "is out of the ranking until a reviewer has looked at it: " + reason);
	}

	/** Who flagged it, and why, is for reviewers. */
	void flagged(StoredResult result) {
		tell(result, "result.flagged", "was flagged; it stays in the ranking, and a reviewer will look at it.");
	}

	private void tell(StoredResult result, String kind, String what) {
		reruns.submitterOf(result.evaluationKey()).ifPresent(author -> notices.tell(author, kind, "“" + result.title() + "” " + what, "/results/"
				+ result.publicId()));
	}

}
