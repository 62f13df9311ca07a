package org.peftboard.review;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Actor;
import org.peftboard.audit.Audit;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.result.Mark;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.Reruns;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people say of results: each thing is stored with the result and recorded in the audit log, or neither. */
@Service
class Reviewing {

	/** Of one person in a day, so that nobody buries the reviewers. */
	static final int MOST_FLAGS_A_DAY = 10;

	private final Marks marks;

	private final Results results;

	private final Reruns reruns;

	private final Boards boards;

	private final AuthorNotices authors;

	private final Audit audit;

	private final Clock clock;

	Reviewing(Marks marks, Results results, Reruns reruns, Boards boards, AuthorNotices authors, Audit audit, Clock clock) {
		this.marks = marks;
		this.results = results;
		this.reruns = reruns;
		this.boards = boards;
		this.authors = authors;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Asks a reviewer to look at a result.
	 *
	 * @throws Problem.Refused without a reason, after too many flags in a day, or where this person raised one that is still open
	 */
	@Transactional
	public void flag(SignedIn person, StoredResult result, String reason) {
		requireReason(reason);
		requireNotFlagged(person, result);
		int today = marks.countOf(person.id(), Mark.Kind.FLAG, clock.instant().minus(Duration.ofDays(1)));
		if (today >= MOST_FLAGS_A_DAY) {
			throw new Problem.Refused("reason", today + " flags within a day", "fewer than " + MOST_FLAGS_A_DAY + "; try again tomorrow");
		}
		say(person, result, Mark.Kind.FLAG, reason);
		authors.flagged(result);
	}

	private void requireNotFlagged(SignedIn person, StoredResult result) {
		boolean open = false;
		for (Mark mark : marks.history(result)) {
			open = switch (mark.kind()) {
				case FLAG -> open || Long.valueOf(person.id()).equals(mark.byId());
				case VERIFY, DISMISS -> false;
				case SUSPECT, NOTE, RERUN -> open;
			};
		}
		if (open) {
			throw new Problem.Refused("reason", "a second flag", "a reviewer's answer to your first one");
		}
	}

	/**
	 * Stands for a result.
	 *
	 * @throws Problem.Refused for one's own result
	 */
	@Transactional
	public void verify(SignedIn reviewer, StoredResult result, String reason) {
		requireReviewer(reviewer);
		requireNotOwn(reviewer, result);
		requireLength(reason);
		say(reviewer, result, Mark.Kind.VERIFY, reason);
	}

	/**
	 * Takes a result out of the ranking until a reviewer says otherwise.
	 *
	 * @throws Problem.Refused without a reason
	 */
	@Transactional
	public void hold(SignedIn reviewer, StoredResult result, String reason) {
		requireReviewer(reviewer);
		requireReason(reason);
		say(reviewer, result, Mark.Kind.SUSPECT, reason);
		authors.held(result, reason.strip());
	}

	/**
	 * Answers suspicion and flags: there is nothing to object to.
	 *
	 * @throws Problem.Refused without a reason, for one's own result, or where there is nothing to answer
	 */
	@Transactional
	public void dismiss(SignedIn reviewer, StoredResult result, String reason) {
		requireReviewer(reviewer);
		requireNotOwn(reviewer, result);
		requireReason(reason);
		Review review = marks.of(result);
		if (!review.held() && !review.flagged() && review.state() != Review.State.FRESH) {
			throw new Problem.Refused("reason", "nothing to dismiss", "a fresh, suspect or flagged result");
		}
		say(reviewer, result, Mark.Kind.DISMISS, reason);
	}

	/** Says something to other reviewers. */
	@Transactional
	public void note(SignedIn reviewer, StoredResult result, String text) {
		requireReviewer(reviewer);
		requireReason(text);
		say(reviewer, result, Mark.Kind.NOTE, text);
	}

	/**
	 * Queues the same configuration with other seeds, before everything else.
	 *
	 * @throws Problem.Refused where there is no record to repeat, or enough of them are under way
	 */
	@Transactional
	public Reruns.Asked rerun(SignedIn reviewer, StoredResult result) {
		requireReviewer(reviewer);
		Result record = results.document(result).orElseThrow(() -> new Problem.Refused("re-run", "a published row", "a result that was measured here"));
		if (boards.find(result.boardId()).isEmpty()) {
			throw new Problem.Refused("re-run", "a result under other measuring rules than today's", "a result of a board that is measured on");
		}
		if (marks.of(result).rerun()) {
			throw new Problem.Refused("re-run", "a re-run", "the result that it repeats");
		}
		Reruns.Asked asked = reruns.ask(reviewer, result.publicId(), result.boardId(), result.title(), record.request());
		audit.record(actor(reviewer), "review.rerun", "result " + result.publicId(), Map.of("submission", asked.submissionId(), "seeds", asked.seeds()));
		return asked;
	}

	private void say(SignedIn person, StoredResult result, Mark.Kind kind, String reason) {
		marks.add(result, kind, person.id(), person.name(), reason.strip());
		audit.record(actor(person), "review." + kind.name().toLowerCase(Locale.ROOT), "result " + result.publicId(),
				Map.of("reason", reason.strip(), "title", result.title()));
	}

	private static Actor actor(SignedIn person) {
		return Actor.of(person.id(), person.name());
	}

	/** The pages are closed to others already; a door that is opened elsewhere by mistake finds this one shut. */
	private static void requireReviewer(SignedIn person) {
		if (!person.role().covers(Role.REVIEWER)) {
			throw new AccessDeniedException("reviewers only");
		}
	}

	/** Whether this person submitted it. */
	boolean own(SignedIn person, StoredResult result) {
		OptionalLong submitter = reruns.submitterOf(result.evaluationKey());
		return submitter.isPresent() && submitter.getAsLong() == person.id();
	}

	private void requireNotOwn(SignedIn person, StoredResult result) {
		if (own(person, result)) {
			throw new Problem.Refused("reason", "your own result", "another reviewer: nobody vouches for their own");
		}
	}

	private static void requireReason(String reason) {
		if (reason.isBlank()) {
			throw new Problem.Refused("reason", "nothing", "a sentence that others can follow");
		}
		requireLength(reason);
	}

	private static void requireLength(String reason) {
		if (reason.strip().length() > Marks.LONGEST_REASON) {
			throw new Problem.Refused("reason", reason.strip().length() + " characters", "at most " + Marks.LONGEST_REASON);
		}
		if (reason.chars().anyMatch(sign -> Character.isISOControl(sign) && sign != '\n' && sign != '\r' && sign != '\t')) {
			throw new Problem.Refused(List.of(new Problem("reason", "a character that cannot be printed", "text")));
		}
	}

}
