package org.peftboard.submission;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Actor;
import org.peftboard.audit.Audit;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.result.Results;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with their submissions after they were measured: take them back, put their name on them, end an embargo, and give reviewers of a paper a link. */
@Service
public class Owners {

	static final int LONGEST_REASON = 500;

	/** 256 bits: nobody guesses it. */
	private static final int SECRET_BYTES = 32;

	private final SubmissionRows rows;

	private final Results results;

	private final LiveNews news;

	private final Endings endings;

	private final Audit audit;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	Owners(SubmissionRows rows, Results results, LiveNews news, Endings endings, Audit audit, Clock clock) {
		this.rows = rows;
		this.results = results;
		this.news = news;
		this.endings = endings;
		this.audit = audit;
		this.clock = clock;
	}

	/** Whether this person may take it back now. What the board's references come from stays. */
	static boolean withdrawable(Submission submission, @Nullable SignedIn person) {
		boolean allowed = person != null && (Submissions.owns(person, submission) || person.role().covers(Role.ADMINISTRATOR));
		return allowed && submission.referenceRun() == null && submission.status().mayBecome(SubmissionStatus.WITHDRAWN);
	}

	/**
	 * Takes a published submission back: its row leaves the boards, and its pages say when, by whom and why.
	 *
	 * @param reason shown to everybody; blank for none
	 * @return false where this person may not, or it is not published
	 * @throws Problem.Refused where the reason is too long or cannot be printed
	 */
	@Transactional
	public boolean withdraw(long id, SignedIn person, String reason) {
		String given = requireReason(reason);
		Optional<Submission> found = rows.findLocked(id).filter(submission -> withdrawable(submission, person));
		found.ifPresent(submission -> {
			String by = Submissions.owns(person, submission) ? submission.publicSubmitter() : "an administrator";
			submission.withdraw(clock.instant(), given);
			results.withdraw(Objects.requireNonNull(submission.resultId()), by, given);
			news.change(id);
			record(person, "submission.withdraw", submission, given == null ? Map.of() : Map.of("reason", given));
			if (!Submissions.owns(person, submission)) {
				endings.withdrawnByOthers(submission, given);
			}
		});
		return found.isPresent();
	}

	private static @Nullable String requireReason(String reason) {
		String given = reason.strip();
		if (given.length() > LONGEST_REASON) {
			throw new Problem.Refused("reason", given.length() + " characters", "at most " + LONGEST_REASON);
		}
		if (given.codePoints().anyMatch(Checker::unprintable)) {
			throw new Problem.Refused("reason", "a character that cannot be printed", "letters, digits and signs");
		}
		return given.isEmpty() ? null : given;
	}

	/** Puts the author's name on an anonymous submission and its row. */
	@Transactional
	public boolean claim(long id, SignedIn person) {
		Optional<Submission> found = owned(id, person).filter(Submission::anonymous);
		found.ifPresent(submission -> {
			submission.disclosure().claim();
			if (submission.resultId() != null) {
				results.rename(submission.resultId(), submission.submitter());
			}
			record(person, "submission.claim", submission, Map.of());
		});
		return found.isPresent();
	}

	/** Shows an embargoed result to everybody now. */
	@Transactional
	public boolean liftEmbargo(long id, SignedIn person) {
		Optional<Submission> found = owned(id, person).filter(submission -> submission.disclosure().embargoUntil() != null);
		found.ifPresent(submission -> {
			submission.disclosure().liftEmbargo();
			// a part of a search is shown where it is the best of it, and then was named so
			results.findAny(String.valueOf(submission.resultId()))
				.filter(row -> row.visibleFrom() != null && row.visibleFrom().isBefore(Submission.NEVER))
				.ifPresent(row -> results.show(row.publicId(), clock.instant(), row.title()));
			news.change(id);
			record(person, "submission.lift-embargo", submission, Map.of());
		});
		return found.isPresent();
	}

	/**
	 * Makes a link by which whoever has it may see the result; an earlier one is worth nothing from now on.
	 *
	 * @return the secret of the link, which is stored nowhere
	 */
	@Transactional
	public Optional<String> share(long id, SignedIn person) {
		byte[] bytes = new byte[SECRET_BYTES];
		random.nextBytes(bytes);
		String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		return owned(id, person).map(submission -> {
			submission.disclosure().share(secret);
			record(person, "submission.share", submission, Map.of());
			return secret;
		});
	}

	/** Makes the link worthless. */
	@Transactional
	public boolean revoke(long id, SignedIn person) {
		Optional<Submission> found = owned(id, person);
		found.ifPresent(submission -> {
			submission.disclosure().unshare();
			record(person, "submission.revoke-share", submission, Map.of());
		});
		return found.isPresent();
	}

	/** The result that a secret opens, once it is measured. */
	@Transactional(readOnly = true)
	public Optional<String> sharedResult(String secret) {
		return rows.findByDisclosureShareKey(Disclosure.keyOf(secret)).map(Submission::resultId);
	}

	/**
	 * Whether a result that is not public yet may be seen: by its owner, by reviewers of this site, and by whoever has the link.
	 *
	 * @param secrets of links that were opened
	 */
	@Transactional(readOnly = true)
	public boolean mayPreview(String resultId, @Nullable SignedIn person, List<String> secrets) {
		Optional<Submission> found = rows.findFirstByResultId(resultId);
		return found.filter(submission -> Submissions.visible(submission, person) || submission.disclosure().opensWith(secrets)).isPresent();
	}

	private void record(SignedIn person, String action, Submission submission, Map<String, ?> details) {
		audit.record(Actor.of(person.id(), person.name()), action, "submission " + submission.id(), details);
	}

	private Optional<Submission> owned(long id, SignedIn person) {
		return rows.findLocked(id).filter(submission -> Submissions.owns(person, submission));
	}

}
