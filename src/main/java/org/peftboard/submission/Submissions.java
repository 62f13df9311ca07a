package org.peftboard.submission;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Actor;
import org.peftboard.audit.Audit;
import org.peftboard.catalog.Board;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes submissions in, finds them for those who may see them, and cancels them. */
@Service
public class Submissions {

	private static final Set<SubmissionStatus> OPEN = EnumSet.range(SubmissionStatus.DRAFT, SubmissionStatus.SCORED);

	private static final Limit NEWEST = Limit.of(200);

	private final SubmissionRows rows;

	private final Checker checker;

	private final Needs needs;

	private final Quotas quotas;

	private final FairTurns turns;

	private final Searches searches;

	private final Endings endings;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final LiveNews news;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Submissions(SubmissionRows rows, Checker checker, Needs needs, Quotas quotas, FairTurns turns, Searches searches, Endings endings, Audit audit,
			ApplicationEventPublisher events, LiveNews news, TransactionTemplate transaction, Clock clock) {
		this.rows = rows;
		this.checker = checker;
		this.needs = needs;
		this.quotas = quotas;
		this.turns = turns;
		this.searches = searches;
		this.endings = endings;
		this.audit = audit;
		this.events = events;
		this.news = news;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Puts a configuration into the queue, unless the same one is there or on the board already, with as many seeds: then the answer is that one.
	 *
	 * @throws Problem.Refused with all problems at once, or that the quota is used up
	 */
	public Answer submit(SignedIn person, Proposal proposal) {
		Submission submission = made(person, checker.check(proposal), null);
		Optional<Submission> same = same(submission);
		return same.map(there -> new Answer(there, true)).orElseGet(() -> enqueue(submission, person.id()));
	}

	/**
	 * Puts all configurations of a search into the queue, or none. Nothing is taken over from elsewhere: what is declared is what is tried.
	 *
	 * @return the search's id
	 * @throws Problem.Refused with all problems of the first configuration that has any, or that the quota does not cover all of them
	 */
	long submit(SignedIn person, SearchSpace space) {
		return submit(person, space, search -> {
		});
	}

	private long submit(SignedIn person, SearchSpace space, LongConsumer opened) {
		if (space.proposal().adapter() != null) {
			throw new Problem.Refused("search", "a search with an uploaded adapter", "one configuration: an adapter has the settings that it was trained with");
		}
		List<Checker.Checked> checked = space.proposals().stream().map(checker::check).toList();
		quotas.enter(person.id());
		return transaction.execute(status -> {
			quotas.require(person.id(), checked.stream().mapToInt(one -> one.request().seeds().size()).sum());
			long search = searches.open(person.id(), space, checked.size());
			checked.forEach(one -> store(made(person, one, search), person.id()));
			opened.accept(search);
			return search;
		});
	}

	/**
	 * The same, from the values alone.
	 *
	 * @param opened gets the search's id within the transaction that queues it
	 */
	public long search(SignedIn person, Proposal proposal, Map<String, List<Object>> values, LongConsumer opened) {
		return submit(person, new SearchSpace(proposal, values), opened);
	}

	/** Where this person may read of a submission: its result, if everybody may see it, else its page; absent where both are others' alone. */
	public Optional<String> addressFor(SignedIn person, Submission submission) {
		if (submission.resultId() != null && isPublic(submission, clock.instant())) {
			return Optional.of("/results/" + submission.resultId());
		}
		return Optional.of("/submissions/" + submission.id()).filter(page -> visible(submission, person));
	}

	/** The same of what is found by its number. */
	@Transactional(readOnly = true)
	public Optional<String> addressFor(SignedIn person, long id) {
		return rows.findById(id).flatMap(submission -> addressFor(person, submission));
	}

	private Submission made(SignedIn person, Checker.Checked checked, @Nullable Long search) {
		return new Submission(new Submitter(person.id(), person.name()), checked.board().id(), null, checked.title(), checked.request(), checked.terms(), search,
				clock.instant());
	}

	/** What the site submits itself: no quota, and no turns to take. */
	Answer enqueue(Submission submission) {
		return enqueue(submission, null);
	}

	/** Another request may have brought the same configuration a moment earlier; the unique key then refuses this one. */
	private Answer enqueue(Submission submission, @Nullable Long accountId) {
		if (accountId != null) {
			quotas.enter(accountId);
		}
		try {
			return transaction.execute(status -> {
				if (accountId != null) {
					quotas.require(accountId, submission.seeds());
				}
				return new Answer(store(submission, accountId), false);
			});
		}
		catch (DataIntegrityViolationException exception) {
			return same(submission).map(same -> new Answer(same, true)).orElseThrow(() -> exception);
		}
	}

	private Submission store(Submission submission, @Nullable Long accountId) {
		Instant now = clock.instant();
		Need need = needs.of(submission);
		submission.queue(now, accountId == null ? now : turns.next(accountId, need.hardwareClass()));
		Submission stored = rows.saveAndFlush(submission);
		events.publishEvent(new Submitted(stored.id(), stored.priority(), stored.turnAt(), need));
		news.change(stored.id());
		if (accountId != null) {
			audit.record(Actor.of(accountId, stored.submitter()), "submission.submit", "submission " + stored.id(), Map.of("board", stored.boardId(), "title", stored.title()));
		}
		return stored;
	}

	/** The submission that answers this one already. */
	Optional<Submission> same(Submission submission) {
		Optional<Submission> exactly = rows.findFirstByConfigurationKeyAndActiveKeyIsNotNullOrderById(submission.configuration().key())
			.filter(there -> there.searchId() == null && (isPublic(there, clock.instant()) || there.submitterId() == submission.submitterId()));
		return exactly.or(() -> rows.findSame(submission.configuration().settingKey(), submission.seeds(), submission.submitterId(), clock.instant()).stream().findFirst());
	}

	/** The submission that would answer this proposal, if it were submitted now. */
	@Transactional(readOnly = true)
	Optional<Submission> same(SignedIn person, Checker.Checked checked) {
		return same(made(person, checked, null));
	}

	/** The submission, if there is one that this person may see; reference runs are the site's own and everybody's to see. */
	@Transactional(readOnly = true)
	public Optional<Submission> find(long id, @Nullable SignedIn person) {
		return rows.findById(id).filter(submission -> visible(submission, person));
	}

	/** The submission that a result comes from, if this person may see it. */
	@Transactional(readOnly = true)
	public Optional<Submission> ofResult(String resultId, @Nullable SignedIn person) {
		return rows.findFirstByResultId(resultId).filter(submission -> visible(submission, person));
	}

	/** A submission, whoever asks: for what the site does itself. */
	@Transactional(readOnly = true)
	Optional<Submission> ofTheSite(long id) {
		return rows.findById(id);
	}

	static boolean visible(Submission submission, @Nullable SignedIn person) {
		return submission.isOfTheSite() || person != null && (owns(person, submission) || person.role().covers(Role.REVIEWER));
	}

	/** Whether its result, once there is one, is everybody's to see: no part of a search, and no embargo that has not passed. */
	static boolean isPublic(Submission submission, Instant now) {
		Instant from = submission.visibleFrom();
		return from == null || !from.isAfter(now);
	}

	static boolean owns(SignedIn person, Submission submission) {
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
	public boolean cancel(long id, SignedIn person) {
		Optional<Submission> found = rows.findLocked(id).filter(submission -> cancellable(submission, person));
		found.ifPresent(submission -> {
			submission.cancel(clock.instant());
			searches.memberEnded(submission);
			audit.record(Actor.of(person.id(), person.name()), "submission.cancel", "submission " + id, Map.of());
			if (!owns(person, submission)) {
				endings.cancelledByOthers(submission);
			}
			events.publishEvent(new Cancelled(id));
			news.change(id);
		});
		return found.isPresent();
	}

	/** The board that a submission was made to. */
	Board boardOf(Submission submission) {
		return checker.board(submission.boardId());
	}

	/** What this person submitted, newest first, at most 200. */
	@Transactional(readOnly = true)
	public List<Submission> of(SignedIn person) {
		return rows.findBySubmitterIdOrderByIdDesc(person.id(), NEWEST);
	}

	/**
	 * What waits or runs, as it was announced when it entered the queue.
	 *
	 * @param known ids of those to leave out
	 */
	@Transactional(readOnly = true)
	public List<Submitted> underWay(Set<Long> known) {
		return rows.findByStatusInOrderByPriorityDescTurnAtAscIdAsc(OPEN, Limit.unlimited())
			.stream()
			.filter(one -> !known.contains(one.id()))
			.map(one -> new Submitted(one.id(), one.priority(), one.turnAt(), needs.of(one)))
			.toList();
	}

	/** @param existing whether it was there before */
	public record Answer(Submission submission, boolean existing) {
	}

}
