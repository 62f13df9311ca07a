package org.peftboard.submission;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Published configurations that a reviewer has run again with other seeds: before everything else in the queue, and with no row of their own on the board. */
@Service
public class Reruns {

	/** Of one result at a time: more would tell nothing new before these have ended. */
	static final int MOST_OPEN = 3;

	private static final String OPEN = """
			select count(*) from reruns r join submissions s on s.id = r.submission_id where r.original = ?
			and s.status in ('DRAFT', 'QUEUED', 'LEASED', 'PREPARING', 'TRAINING', 'EVALUATING', 'MEASURING', 'SCORED')""";

	private final Submissions submissions;

	private final JdbcClient jdbc;

	private final Clock clock;

	Reruns(Submissions submissions, JdbcClient jdbc, Clock clock) {
		this.submissions = submissions;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** A run that was asked for. */
	public record Asked(long submissionId, String title, List<Long> seeds, SubmissionStatus status, String by, Optional<String> resultId) {
	}

	/**
	 * Queues a published configuration with as many seeds as it had, none of which was used for it before. Call within the transaction that records who asked.
	 *
	 * @param original public id of the result
	 * @param request  what was measured
	 * @throws Problem.Refused where enough of them are under way
	 */
	@Transactional
	public Asked ask(SignedIn reviewer, String original, String boardId, String title, Request request) {
		int open = jdbc.sql(OPEN).param(original).query(Integer.class).single();
		if (open >= MOST_OPEN) {
			throw new Problem.Refused("re-runs under way", String.valueOf(open), "fewer than " + MOST_OPEN + "; wait for one to end");
		}
		Request again = request.withSeeds(otherSeeds(original, request));
		Submission submission = new Submission(new Submitter(reviewer.id(), reviewer.name()), boardId, null, title, again, clock.instant());
		submission.rerun();
		Submissions.Answer answer = submissions.enqueue(submission);
		if (answer.existing()) {
			throw new Problem.Refused("re-run", "one with the same seeds", "a moment's patience: it was asked for just now");
		}
		remember(answer.submission().id(), original);
		return asked(answer.submission());
	}

	private void remember(long submissionId, String original) {
		try {
			jdbc.sql("insert into reruns (submission_id, original) values (?, ?)").params(submissionId, original).update();
		}
		catch (DataIntegrityViolationException exception) {
			throw new IllegalStateException("submission " + submissionId + " is a re-run already", exception);
		}
	}

	/** Counts on from the greatest seed that was used for this configuration. */
	private List<Long> otherSeeds(String original, Request request) {
		List<Long> used = new ArrayList<>(request.seeds());
		of(original).forEach(run -> used.addAll(run.seeds()));
		long greatest = used.stream().mapToLong(Long::longValue).max().orElse(0);
		return LongStream.rangeClosed(greatest + 1, greatest + Math.max(1, request.seeds().size())).boxed().toList();
	}

	/** Every re-run that was asked for, oldest first. */
	@Transactional(readOnly = true)
	public List<Asked> of(String original) {
		return jdbc.sql("select submission_id from reruns where original = ? order by submission_id")
			.param(original)
			.query(Long.class)
			.list()
			.stream()
			.flatMap(id -> submissions.ofTheSite(id).stream())
			.map(Reruns::asked)
			.toList();
	}

	private static Asked asked(Submission submission) {
		return new Asked(submission.id(), submission.title(), submission.request().seeds(), submission.status(), submission.submitter(),
				Optional.ofNullable(submission.resultId()));
	}

	/** Public id of the result that an evaluation repeats; empty for every other one. */
	@Transactional(readOnly = true)
	public Optional<String> originalOf(String evaluationKey) {
		OptionalLong submission = submissionOf(evaluationKey);
		return submission.isEmpty() ? Optional.empty()
				: jdbc.sql("select original from reruns where submission_id = ?").param(submission.getAsLong()).query(String.class).optional();
	}

	/** Account of the person who submitted what an evaluation measured; empty for published rows. */
	@Transactional(readOnly = true)
	public OptionalLong submitterOf(String evaluationKey) {
		OptionalLong submission = submissionOf(evaluationKey);
		return submission.isEmpty() ? submission
				: jdbc.sql("select submitter_id from submissions where id = ?")
					.param(submission.getAsLong())
					.query(Long.class)
					.optional()
					.map(OptionalLong::of)
					.orElse(OptionalLong.empty());
	}

	private static OptionalLong submissionOf(String evaluationKey) {
		String prefix = "submission-";
		return evaluationKey.matches(prefix + "\\d{1,18}") ? OptionalLong.of(Long.parseLong(evaluationKey.substring(prefix.length()))) : OptionalLong.empty();
	}

}
