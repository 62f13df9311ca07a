package org.peftboard.submission;

import java.time.Clock;
import java.util.Objects;

import org.peftboard.result.Results;
import org.springframework.stereotype.Component;

/** What else happens when a submission has ended, within the transaction that ends it. */
@Component
class Endings {

	private final SubmissionRows rows;

	private final Results results;

	private final Searches searches;

	private final Clock clock;

	Endings(SubmissionRows rows, Results results, Searches searches, Clock clock) {
		this.rows = rows;
		this.results = results;
		this.searches = searches;
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
	}

	/** The same configuration of the same person with fewer seeds gives way, unless this one is not to be seen yet. */
	private void replaceFewerSeeds(Submission submission) {
		String settingKey = submission.settingKey();
		if (settingKey == null || submission.isOfTheSite() || submission.visibleFrom() != null) {
			return;
		}
		for (Submission fewer : rows.findWithFewerSeeds(settingKey, submission.submitterId(), submission.seeds())) {
			String reason = "Replaced by result " + submission.resultId() + ": the same configuration with " + submission.seeds() + " seeds.";
			results.withdraw(Objects.requireNonNull(fewer.resultId()), submission.publicSubmitter(), reason);
			fewer.withdraw(clock.instant(), reason);
		}
	}

}
