package org.peftboard.submission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.account.AccountClosed;
import org.peftboard.account.ExportedPart;
import org.peftboard.result.Results;
import org.peftboard.result.Witnesses;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What this room does for a person who leaves: the list of their submissions to take along, and their name off everything that stays. */
@Component
class Departures implements ExportedPart {

	private final SubmissionRows rows;

	private final Submissions submissions;

	private final Results results;

	private final Witnesses witnesses;

	Departures(SubmissionRows rows, Submissions submissions, Results results, Witnesses witnesses) {
		this.rows = rows;
		this.submissions = submissions;
		this.results = results;
		this.witnesses = witnesses;
	}

	@Override
	public String field() {
		return "submissions";
	}

	@Override
	@Transactional(readOnly = true)
	public List<Map<String, Object>> of(long accountId) {
		return rows.findBySubmitterIdOrderByIdDesc(accountId, Limit.unlimited()).stream().map(Departures::exported).toList();
	}

	private static Map<String, Object> exported(Submission submission) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("id", submission.id());
		facts.put("title", submission.title());
		facts.put("board", submission.boardId());
		facts.put("status", submission.status());
		facts.put("createdAt", submission.times().createdAt());
		facts.put("result", submission.resultId() == null ? "" : submission.resultId());
		facts.put("request", submission.request());
		return facts;
	}

	/** Within the transaction that closes the account, so that a name is either everywhere or nowhere. */
	@EventListener
	@Transactional
	public void closed(AccountClosed account) {
		rows.findIds(account.person().id()).forEach(id -> rows.findLocked(id).ifPresent(submission -> leave(submission, account)));
		witnesses.rename(account.person().id(), account.person().name(), account.pseudonym());
	}

	/** Locked: a worker may be publishing it. */
	private void leave(Submission submission, AccountClosed account) {
		if (submission.status().mayBecome(SubmissionStatus.CANCELLED)) {
			submissions.cancel(submission.id(), account.person());
		}
		submission.rename(account.pseudonym());
		rows.saveAndFlush(submission);
		String result = submission.resultId();
		if (result != null && !submission.anonymous()) {
			results.rename(result, account.pseudonym());
		}
	}

}
