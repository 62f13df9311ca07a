package org.peftboard.submission;

import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.submission.Submission.Submitter;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes submissions in, finds them for those who may see them, and cancels them. */
@Service
public class Submissions {

	/** So that nobody fills the queue for everybody else. */
	static final int MOST_OPEN = 20;

	private static final Set<SubmissionStatus> OPEN = EnumSet.range(SubmissionStatus.DRAFT, SubmissionStatus.SCORED);

	private static final Limit NEWEST = Limit.of(200);

	private final SubmissionRows rows;

	private final Checker checker;

	private final ApplicationEventPublisher events;

	private final LiveNews news;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Submissions(SubmissionRows rows, Checker checker, ApplicationEventPublisher events, LiveNews news, TransactionTemplate transaction,
			Clock clock) {
		this.rows = rows;
		this.checker = checker;
		this.events = events;
		this.news = news;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Puts a configuration into the queue, unless the same one is there or on the board already: then the answer is that one.
	 *
	 * @throws Problem.Refused with all problems at once
	 */
	Answer submit(SignedIn person, Proposal proposal) {
		Checker.Checked checked = checker.check(proposal);
		Submission submission = new Submission(new Submitter(person.id(), person.name()), checked.board().id(), null, checked.title(), checked.request(),
				clock.instant());
		Optional<Submission> same = same(submission);
		if (same.isPresent()) {
			return new Answer(same.get(), true);
		}
		int open = rows.countBySubmitterIdAndStatusIn(person.id(), OPEN);
		if (open >= MOST_OPEN) {
			throw new Problem.Refused("submissions under way", String.valueOf(open),
					"fewer than " + MOST_OPEN + "; wait for one to end, or cancel one");
		}
		return enqueue(submission);
	}

	/** Another request may have brought the same configuration a moment earlier; the unique key then refuses this one. */
	Answer enqueue(Submission submission) {
		try {
			return transaction.execute(status -> {
				submission.queue(clock.instant());
				Submission stored = rows.saveAndFlush(submission);
				events.publishEvent(new Submitted(stored.id(), stored.priority()));
				news.change();
				return new Answer(stored, false);
			});
		}
		catch (DataIntegrityViolationException exception) {
			return same(submission).map(same -> new Answer(same, true)).orElseThrow(() -> exception);
		}
	}

	private Optional<Submission> same(Submission submission) {
		return rows.findFirstByConfigurationKeyAndActiveKeyIsNotNullOrderById(submission.configurationKey());
	}

	/** The submission, if there is one that this person may see; reference runs are the site's own and everybody's to see. */
	@Transactional(readOnly = true)
	public Optional<Submission> find(long id, @Nullable SignedIn person) {
		return rows.findById(id).filter(submission -> visible(submission, person));
	}

	static boolean visible(Submission submission, @Nullable SignedIn person) {
		return submission.isOfTheSite() || person != null && (owns(person, submission) || person.role().covers(Role.REVIEWER));
	}

	private static boolean owns(SignedIn person, Submission submission) {
		return submission.submitterId() == person.id();
	}

	/** Whether this person may cancel it now. */
	static boolean cancellable(Submission submission, @Nullable SignedIn person) {
		boolean allowed = person != null && (owns(person, submission) || person.role().covers(Role.ADMINISTRATOR));
		return allowed && submission.status().mayBecome(SubmissionStatus.CANCELLED);
	}

	/**
	 * Cancels a submission; the worker that holds it stops within a second or two.
	 *
	 * @return false where it has ended meanwhile, or this person may not cancel it
	 */
	@Transactional
	boolean cancel(long id, SignedIn person) {
		Optional<Submission> found = rows.findLocked(id).filter(submission -> cancellable(submission, person));
		found.ifPresent(submission -> {
			submission.cancel(clock.instant());
			events.publishEvent(new Cancelled(id));
			news.change();
		});
		return found.isPresent();
	}

	/** What this person submitted, newest first, at most 200. */
	@Transactional(readOnly = true)
	List<Submission> of(SignedIn person) {
		return rows.findBySubmitterIdOrderByIdDesc(person.id(), NEWEST);
	}

	/** Everything that waits or runs: priority by id. */
	@Transactional(readOnly = true)
	public Map<Long, Integer> underWay() {
		return rows.findByStatusInOrderByPriorityDescQueuedAtAscIdAsc(OPEN, Limit.unlimited())
			.stream()
			.collect(Collectors.toMap(Submission::id, Submission::priority, (one, same) -> one, LinkedHashMap::new));
	}

	/** @param existing whether it was there before */
	record Answer(Submission submission, boolean existing) {
	}

}
