package org.peftboard.submission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode.Fault;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Request;

/**
 * What one person asked to have measured, and how far that is. All changes of its status are methods here.
 *
 * <p>The attempt number is a fencing token: it grows with every lease, and a worker that still believes in an older one is refused.
 */
@Entity
@Table(name = "submissions")
@NullUnmarked
public class Submission {

	/** How often a platform fault is tried again. */
	static final int MOST_RETRIES = 2;

	/** After so many leases a submission is given up, whatever ended them: it may be what kills the workers. */
	static final int MOST_ATTEMPTS = 10;

	static final int LONGEST_REASON = 2000;

	/** One configuration of a search is shown, once all have ended; the others never are. */
	static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private Long id;

	private long submitterId;

	private String submitter;

	private String boardId;

	private String referenceRun;

	private String title;

	@Embedded
	private Configuration configuration;

	private String activeKey;

	@Enumerated(EnumType.STRING)
	private SubmissionStatus status = SubmissionStatus.DRAFT;

	private int attempt;

	private int platformFaults;

	private int priority;

	@Embedded
	private Disclosure disclosure;

	private Instant turnAt;

	private Long searchId;

	private Double validationScore;

	@Enumerated(EnumType.STRING)
	private Fault fault;

	private String reason;

	private String resultId;

	@Embedded
	private Times times;

	@ElementCollection
	@CollectionTable(name = "submission_changes", joinColumns = @JoinColumn(name = "submission_id"))
	@OrderColumn(name = "position")
	private List<StatusChange> changes = new ArrayList<>();

	protected Submission() {
	}

	Submission(Submitter submitter, String boardId, @Nullable String referenceRun, String title, Request request, Instant now) {
		this(submitter, boardId, referenceRun, title, request, Terms.OPEN, null, now);
	}

	/** @param searchId the search that it is part of; absent for a single configuration */
	Submission(Submitter submitter, String boardId, @Nullable String referenceRun, String title, Request request, Terms terms, @Nullable Long searchId,
			Instant now) {
		this.submitterId = submitter.id();
		this.submitter = submitter.name();
		this.boardId = boardId;
		this.referenceRun = referenceRun;
		this.title = title;
		this.configuration = new Configuration(boardId, request);
		this.disclosure = new Disclosure(terms);
		this.searchId = searchId;
		this.activeKey = scope() + configuration.key();
		this.priority = referenceRun == null ? Priority.PERSON : Priority.REFERENCE_RUN;
		this.times = new Times(now);
	}

	/**
	 * Within what the same configuration is not measured twice: everywhere, as a rule.
	 *
	 * <p>A reference run is measured even where a person had the same measured before, because the board waits for it; and what others cannot see yet does not
	 * keep them from submitting the same.
	 */
	private String scope() {
		if (referenceRun != null) {
			return "reference run " + referenceRun + " ";
		}
		if (searchId != null) {
			return "search " + searchId + " ";
		}
		return disclosure.embargoUntil() != null ? "embargo of " + submitterId + " " : "";
	}

	/** Lets everything else go first: a row that the site adds while it has nothing better to do. */
	void whenIdle() {
		this.priority = Priority.WHEN_IDLE;
	}

	/** Repeats a published result for a reviewer: before everything else, and even where somebody had the same measured. */
	void rerun() {
		this.priority = Priority.RERUN;
		this.activeKey = "re-run " + configuration.key();
		configuration.answerNobody();
	}

	/**
	 * Enters the queue.
	 *
	 * @param turn its place among those of equal priority, see {@link FairTurns}
	 */
	void queue(Instant now, Instant turn) {
		become(SubmissionStatus.QUEUED, now);
		times.queued(now);
		turnAt = Times.asStored(turn);
	}

	/**
	 * A worker takes it, for the first time or after an attempt that was lost.
	 *
	 * @return the attempt number, which every later change by this worker must carry
	 */
	int lease(Instant now) {
		become(SubmissionStatus.LEASED, now);
		attempt++;
		if (attempt == 1) {
			priority = Priority.begun(priority);
		}
		times.started(now);
		return attempt;
	}

	/** Whether it was leased so often that another lease would be one too many. */
	boolean exhausted() {
		return attempt >= MOST_ATTEMPTS;
	}

	/** The evaluator entered a phase. */
	void advance(Phase phase, Instant now) {
		SubmissionStatus next = switch (phase) {
			case PREPARING -> SubmissionStatus.PREPARING;
			case TRAINING -> SubmissionStatus.TRAINING;
			case EVALUATING -> SubmissionStatus.EVALUATING;
			case MEASURING, WRITING, FINISHED -> SubmissionStatus.MEASURING;
		};
		if (next != status) {
			become(next, now);
		}
	}

	/** The result was read and checked, and goes onto the board within the same transaction. */
	void publish(String publishedResult, Instant now) {
		become(SubmissionStatus.SCORED, now);
		become(SubmissionStatus.PUBLISHED, now);
		resultId = publishedResult;
	}

	/** The platform failed; the submission is tried again, or given up after {@value #MOST_RETRIES} retries. */
	void platformFault(String why, Instant now) {
		platformFaults++;
		if (platformFaults > MOST_RETRIES) {
			fail(Fault.PLATFORM, why, now);
		}
		else {
			requeue(now);
		}
	}

	/** The attempt ended through nobody's fault, as when the server is stopped. */
	void requeue(Instant now) {
		become(SubmissionStatus.QUEUED, now);
	}

	void fail(Fault whose, String why, Instant now) {
		become(SubmissionStatus.FAILED, now);
		fault = whose;
		reason = shortened(why);
	}

	void reject(String why, Instant now) {
		become(SubmissionStatus.REJECTED, now);
		reason = shortened(why);
	}

	void cancel(Instant now) {
		become(SubmissionStatus.CANCELLED, now);
	}

	/**
	 * Taken back after publication; what was measured stays in the record.
	 *
	 * @param why as shown to everybody; absent where no reason is given
	 */
	void withdraw(Instant now, @Nullable String why) {
		become(SubmissionStatus.WITHDRAWN, now);
		reason = why == null ? null : shortened(why);
	}

	void validated(@Nullable Double score) {
		validationScore = score;
	}

	private void become(SubmissionStatus next, Instant now) {
		if (!status.mayBecome(next)) {
			throw new IllegalStateException("submission " + id + ": " + status + " cannot become " + next);
		}
		status = next;
		changes.add(new StatusChange(next, attempt, now));
		if (next.ended()) {
			times.ended(now);
		}
		if (!next.active()) {
			activeKey = null;
		}
	}

	/**
	 * Passes the holder of the lease.
	 *
	 * @throws StaleAttempt for anybody else
	 */
	void requireHeldBy(int holder) {
		if (!status.running() || attempt != holder) {
			throw new StaleAttempt("submission " + id + ": attempt " + holder + " may not change it, it is " + status + " in attempt " + attempt);
		}
	}

	private static String shortened(String text) {
		return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…";
	}

	/** The evaluation that it stands for, for {@code Results.publish}: one submission publishes once. */
	public String evaluationKey() {
		return "submission-" + id;
	}

	public long id() {
		return id;
	}

	public long submitterId() {
		return submitterId;
	}

	public String submitter() {
		return submitter;
	}

	/** Its submitter has another name from now on. */
	void rename(String name) {
		submitter = name;
	}

	/** The name that everybody may see. */
	public String publicSubmitter() {
		return disclosure.name(submitter);
	}

	/** When everybody may see the result; absent for at once. */
	public @Nullable Instant visibleFrom() {
		return searchId != null ? NEVER : disclosure.embargoUntil();
	}

	/** Whether its author wants to be unknown. */
	public boolean anonymous() {
		return disclosure.anonymous();
	}

	/** Who may know of it, and when. */
	Disclosure disclosure() {
		return disclosure;
	}

	@Nullable
	Long searchId() {
		return searchId;
	}

	@Nullable
	Double validationScore() {
		return validationScore;
	}

	/** How many seeds are trained with. */
	public int seeds() {
		return configuration.seeds();
	}

	/** Its place among those of equal priority; before it has one, the end of time. */
	public Instant turnAt() {
		return turnAt == null ? NEVER : turnAt;
	}

	public String boardId() {
		return boardId;
	}

	/** Whether the site asked for it itself, so that everybody may watch. */
	boolean isOfTheSite() {
		return referenceRun != null || Priority.isWhenIdle(priority);
	}

	public @Nullable String referenceRun() {
		return referenceRun;
	}

	public String title() {
		return title;
	}

	public String methodId() {
		return configuration.methodId();
	}

	public Request request() {
		return configuration.request();
	}

	/** What is to be measured, and by which keys the same is found. */
	Configuration configuration() {
		return configuration;
	}

	public SubmissionStatus status() {
		return status;
	}

	public int attempt() {
		return attempt;
	}

	public int priority() {
		return priority;
	}

	public @Nullable Fault fault() {
		return fault;
	}

	public @Nullable String reason() {
		return reason;
	}

	public @Nullable String resultId() {
		return resultId;
	}

	public Times times() {
		return times;
	}

	/** Every status it ever had, in order. */
	List<StatusChange> changes() {
		return List.copyOf(changes);
	}

}
