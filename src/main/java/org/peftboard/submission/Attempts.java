package org.peftboard.submission;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.peftboard.evaluator.contract.ExitCode.Fault;
import org.peftboard.evaluator.contract.Progress;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a worker does with a submission. Each change carries the attempt number of its lease and is refused with {@link StaleAttempt} once that lease is lost:
 * the submission was cancelled, or another worker took it.
 */
@Service
public class Attempts {

	private final SubmissionRows rows;

	private final ProgressLines progress;

	private final LiveNews news;

	private final Endings endings;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Attempts(SubmissionRows rows, ProgressLines progress, LiveNews news, Endings endings, ApplicationEventPublisher events, Clock clock) {
		this.rows = rows;
		this.progress = progress;
		this.news = news;
		this.endings = endings;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Takes a submission that waits, or whose last attempt was lost.
	 *
	 * @return empty where there is nothing to do: it has ended, or was tried so often that it is given up now
	 */
	@Transactional
	public Optional<Work> lease(long submissionId) {
		Optional<Submission> found = rows.findLocked(submissionId).filter(submission -> submission.status().mayBecome(SubmissionStatus.LEASED));
		if (found.isEmpty()) {
			return Optional.empty();
		}
		Submission submission = found.get();
		boolean exhausted = submission.exhausted();
		int attempt = submission.lease(clock.instant());
		if (exhausted) {
			submission.fail(Fault.PLATFORM, "Given up after " + Submission.MOST_ATTEMPTS + " attempts that were all lost.", clock.instant());
			endings.ended(submission);
		}
		else if (attempt == 1) {
			events.publishEvent(new Begun(submissionId, submission.priority()));
		}
		news.change(submissionId);
		progress.forget(submissionId);
		return exhausted ? Optional.empty() : Optional.of(new Work(new Lease(submissionId, attempt), submission));
	}

	/** Records progress and the end of the log. */
	@Transactional
	public void record(Lease lease, List<Progress> lines, String log) {
		Submission submission = held(lease);
		for (Progress line : lines) {
			submission.advance(line.phase(), clock.instant());
		}
		progress.append(lease.submissionId(), lease.attempt(), lines);
		progress.log(lease.submissionId(), lease.attempt(), log);
		news.change(lease.submissionId());
	}

	/** Whether it waits for its turn. */
	@Transactional(readOnly = true)
	public boolean waits(long submissionId) {
		return rows.findById(submissionId).filter(submission -> submission.status() == SubmissionStatus.QUEUED).isPresent();
	}

	/** Passes while the lease holds. */
	@Transactional(readOnly = true)
	public void requireHeld(Lease lease) {
		rows.findById(lease.submissionId()).orElseThrow().requireHeldBy(lease.attempt());
	}

	/**
	 * Publishes within one transaction: whatever {@code publication} writes, and that the submission is published.
	 *
	 * @param publication publishes the result and gives its id
	 */
	@Transactional
	public void publish(Lease lease, Supplier<String> publication) {
		publish(lease, submission -> publication.get());
	}

	/**
	 * The same, for a publication that looks at what its owner decided meanwhile.
	 *
	 * @param publication publishes the result of the submission, as it is now, and gives its id
	 */
	@Transactional
	public void publish(Lease lease, Function<Submission, String> publication) {
		Submission submission = held(lease);
		submission.publish(publication.apply(submission), clock.instant());
		endings.published(submission);
		progress.forget(lease.submissionId());
		news.change(lease.submissionId());
	}

	/** The submission itself is at fault, and is not tried again. */
	@Transactional
	public void fail(Lease lease, String reason, String log) {
		Submission submission = held(lease);
		submission.fail(Fault.USER, reason, clock.instant());
		endings.ended(submission);
		progress.log(lease.submissionId(), lease.attempt(), log);
		news.change(lease.submissionId());
	}

	/** What was asked for cannot be evaluated: the catalogue knows it no more. */
	@Transactional
	public void reject(Lease lease, String reason) {
		Submission submission = held(lease);
		submission.reject(reason, clock.instant());
		endings.ended(submission);
		news.change(lease.submissionId());
	}

	/**
	 * The platform is at fault.
	 *
	 * @return whether it is tried again
	 */
	@Transactional
	public boolean platformFault(Lease lease, String reason, String log) {
		Submission submission = held(lease);
		submission.platformFault(reason, clock.instant());
		if (submission.status().ended()) {
			endings.ended(submission);
		}
		progress.log(lease.submissionId(), lease.attempt(), log);
		news.change(lease.submissionId());
		return submission.status() == SubmissionStatus.QUEUED;
	}

	/** The attempt ended through nobody's fault; it is tried again. */
	@Transactional
	public void release(Lease lease) {
		held(lease).requeue(clock.instant());
		news.change(lease.submissionId());
	}

	private Submission held(Lease lease) {
		Submission submission = rows.findLocked(lease.submissionId()).orElseThrow();
		submission.requireHeldBy(lease.attempt());
		return submission;
	}

	/** A submission to work on, as it was when it was leased. */
	public record Work(Lease lease, Submission submission) {
	}

	/** The right to work on a submission. */
	public record Lease(long submissionId, int attempt) {
	}

}
