package org.peftboard.submission;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.peftboard.account.Accounts;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.result.BoardVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Queues the reference runs of every measured board that are neither published nor under way, whenever the application starts, and behind everything else
 * each other method with its default settings: a new board fills by itself, and a run that failed is tried again with the next start. Only the reference
 * runs of each hardware class's first board are urgent; those of the others wait until nobody else does.
 */
@Component
@ConditionalOnBooleanProperty(name = "peftboard.reference-runs.enabled", matchIfMissing = true)
class ReferenceRuns implements ApplicationRunner {

	static final String SUBMITTER = "reference runs";

	private static final Logger log = LoggerFactory.getLogger(ReferenceRuns.class);

	private final Boards boards;

	private final Accounts accounts;

	private final Checker checker;

	private final Submissions submissions;

	private final SubmissionRows rows;

	private final Clock clock;

	private final EvaluatorCards cards;

	ReferenceRuns(Boards boards, EvaluatorCards cards, Accounts accounts, Checker checker, Submissions submissions, SubmissionRows rows, Clock clock) {
		this.boards = boards;
		this.accounts = accounts;
		this.checker = checker;
		this.submissions = submissions;
		this.rows = rows;
		this.clock = clock;
		this.cards = cards;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		long queued = boards.all().stream().filter(boards::today).mapToLong(this::queueMissing).sum();
		if (queued > 0) {
			log.info("Queued {} reference runs; the live board shows each as it is measured", queued);
		}
		long others = boards.all().stream().filter(boards::today).mapToLong(this::queueOtherMethods).sum();
		if (others > 0) {
			log.info("Queued {} other methods with their default settings; they run while nobody else waits", others);
		}
	}

	/** It is told after the transaction that opened it, which is not yet put away: what joined it would never be stored. */
	@EventListener
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	public void opened(BoardVersions.BoardOpened opened) {
		log.info("Board {} was opened; queued {} reference runs", opened.board().id(), queueMissing(opened.board()));
	}

	private long queueOtherMethods(Board board) {
		Set<String> reference = board.referenceRuns().stream().map(Board.ReferenceRun::id).collect(Collectors.toSet());
		return cards.catalogue().methods().stream().filter(method -> !reference.contains(method.id())).filter(method -> queueWhenIdle(board, method)).count();
	}

	private boolean queueWhenIdle(Board board, MethodCard method) {
		Checker.Checked checked = checker.check(new Proposal(board.suite(), "", new MethodSetting(method.id(), Map.of())).on(board.hardwareClass()));
		Submitter submitter = new Submitter(accounts.siteAccount(SUBMITTER), SUBMITTER);
		Submission submission = new Submission(submitter, board.id(), null, checked.title(), checked.request(), clock.instant());
		submission.whenIdle();
		return !submissions.enqueue(submission).existing();
	}

	/** Whether this is the board of its class of hardware that fills first, which has the quickest suite. */
	private boolean isFirst(Board board) {
		return boards.all().stream().filter(one -> one.measured() && one.hardwareClass().equals(board.hardwareClass())).findFirst().filter(board::equals).isPresent();
	}

	private long queueMissing(Board board) {
		return board.referenceRuns()
			.stream()
			.filter(run -> !rows.existsByBoardIdAndReferenceRunAndActiveKeyIsNotNull(board.id(), run.id()))
			.filter(run -> queue(board, run))
			.count();
	}

	private boolean queue(Board board, Board.ReferenceRun run) {
		Checker.Checked checked = checker.check(new Proposal(board.suite(), run.title(), run.setting()).on(board.hardwareClass()));
		Submitter submitter = new Submitter(accounts.siteAccount(SUBMITTER), SUBMITTER);
		Submission submission = new Submission(submitter, board.id(), run.id(), checked.title(), checked.request(), clock.instant());
		if (!isFirst(board)) {
			submission.whenIdle();
		}
		return !submissions.enqueue(submission).existing();
	}

}
