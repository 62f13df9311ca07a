package org.peftboard.submission;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode.Fault;
import org.peftboard.language.Words;

/**
 * What an owner can do on the page of a submission; everything off for others.
 *
 * @param again     submit the same once more, because there is no result
 * @param moreSeeds address of the form with more seeds
 * @param claim     put the name on it
 * @param embargo   the day until which nobody else sees it
 * @param share     a link for reviewers makes sense: not everybody sees it, or not by whom it is
 * @param shared    there is such a link
 * @param search    the search that it is part of
 */
record OwnerView(boolean again, @Nullable String moreSeeds, boolean claim, @Nullable String embargo, boolean share, boolean shared, @Nullable Long search) {

	static OwnerView of(Submission submission, boolean own, Instant now, Words words) {
		if (!own) {
			return new OwnerView(false, null, false, null, false, false, null);
		}
		SubmissionStatus status = submission.status();
		boolean gone = status == SubmissionStatus.CANCELLED || status == SubmissionStatus.FAILED || status == SubmissionStatus.REJECTED;
		boolean again = submission.searchId() == null && (status == SubmissionStatus.CANCELLED || status == SubmissionStatus.FAILED && submission.fault() == Fault.PLATFORM);
		Instant until = submission.disclosure().embargoUntil();
		boolean embargoed = until != null && until.isAfter(now) && !gone && status != SubmissionStatus.WITHDRAWN;
		boolean published = status == SubmissionStatus.PUBLISHED;
		return new OwnerView(again, published && submission.searchId() == null ? SubmissionFacts.moreSeeds(submission) : null, submission.anonymous(),
				embargoed ? words.day(until) : null, (embargoed || submission.anonymous()) && !gone, submission.disclosure().shared(), submission.searchId());
	}

}
