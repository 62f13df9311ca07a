package org.peftboard.submission;

import java.time.Clock;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode.Fault;
import org.peftboard.notice.PersonalNotices;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.springframework.stereotype.Component;

/** What else happens when a submission has ended, within the transaction that ends it. */
@Component
class Endings {

	private final SubmissionRows rows;

	private final Results results;

	private final Marks marks;

	private final Searches searches;

	private final PersonalNotices notices;

	private final Clock clock;

	Endings(SubmissionRows rows, Results results, Marks marks, Searches searches, PersonalNotices notices, Clock clock) {
		this.rows = rows;
		this.results = results;
		this.marks = marks;
		this.searches = searches;
		this.notices = notices;
		this.clock = clock;
	}

	/** Its result is stored. */
	void published(Submission submission) {
		searches.measured(submission, Objects.requireNonNull(submission.resultId()));
		replaceFewerSeeds(submission);
		ended(submission);
	}

	/** It failed, was refused, or was published. */
	void ended(Submission submission) {
		searches.memberEnded(submission);
		if (submission.isOfTheSite()) {
			return;
		}
		String title = submission.title();
		switch (submission.status()) {
			case PUBLISHED -> tell(submission, "submission.published", "notice.published", title);
			case REJECTED -> tell(submission, "submission.rejected", "notice.rejected", title, submission.reason());
			case FAILED -> {
				if (submission.fault() == Fault.PLATFORM) {
					tell(submission, "submission.platform-fault", "notice.platform-fault", title);
				}
				else {
					tell(submission, "submission.failed", "notice.failed", title, submission.reason());
				}
			}
			default -> {
			}
		}
	}

	void cancelledByOthers(Submission submission) {
		tell(submission, "submission.cancelled", "notice.cancelled", submission.title());
	}

	/** @param reason absent where none was given */
	void withdrawnByOthers(Submission submission, @Nullable String reason) {
		tell(submission, "submission.withdrawn", reason == null ? "notice.withdrawn" : "notice.withdrawn.why", submission.title(), reason);
	}

	private void tell(Submission submission, String kind, String key, @Nullable Object... values) {
		notices.tell(submission.submitterId(), kind, "/submissions/" + submission.id(), key, values);
	}

	/**
	 * The same configuration of the same person with fewer seeds gives way, unless this one is not to be seen yet, waits for a reviewer, or the two together would tell whose the anonymous one is.
	 */
	private void replaceFewerSeeds(Submission submission) {
		String settingKey = submission.configuration().settingKey();
		if (settingKey == null || submission.isOfTheSite() || !Submissions.isPublic(submission, clock.instant()) || held(submission)) {
			return;
		}
		for (Submission fewer : rows.findWithFewerSeeds(settingKey, submission.submitterId(), submission.seeds())) {
			if (fewer.anonymous() != submission.anonymous()) {
				continue;
			}
			String reason = "Replaced by result " + submission.resultId() + ": the same configuration with " + submission.seeds() + " seeds.";
			results.withdraw(Objects.requireNonNull(fewer.resultId()), fewer.publicSubmitter(), reason);
			fewer.withdraw(clock.instant(), reason);
		}
	}

	private boolean held(Submission submission) {
		return results.find(Objects.requireNonNull(submission.resultId())).filter(result -> marks.of(result).held()).isPresent();
	}

}
