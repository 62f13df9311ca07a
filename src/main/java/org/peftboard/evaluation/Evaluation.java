package org.peftboard.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.peftboard.site.DatabaseTrouble;
import org.peftboard.submission.Attempts;
import org.peftboard.submission.Attempts.Lease;
import org.peftboard.submission.StaleAttempt;
import org.peftboard.submission.Submission;
import org.peftboard.submission.UploadedAdapters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * One evaluation, from lease to published result.
 *
 * <p>It may be cut off at any line, by a kill of the evaluator or of this whole process: the queue then gives the submission out again, with a greater attempt
 * number, and this one's is refused from then on. Result, files and status are stored in one transaction, so a submission is published once or not at all.
 */
@Component
class Evaluation {

	private static final Logger log = LoggerFactory.getLogger(Evaluation.class);

	/** How often progress is stored, and a lost lease noticed. */
	private static final Duration BEAT = Duration.ofMillis(500);

	private final Pause pause;

	private final Attempts attempts;

	private final Results results;

	private final UploadedAdapters adapters;

	private final EvaluatorCommand command;

	private final Scratch scratch;

	private final WorkerRows worker;

	private final Patience patience;

	private final Excess excess;

	private final Streak streak;

	private final ApplicationEventPublisher events;

	Evaluation(Pause pause, Attempts attempts, Results results, UploadedAdapters adapters, EvaluatorCommand command, Scratch scratch, WorkerRows worker,
			EvaluationSettings settings,
			Streak streak, ApplicationEventPublisher events) {
		this.pause = pause;
		this.attempts = attempts;
		this.results = results;
		this.adapters = adapters;
		this.command = command;
		this.scratch = scratch;
		this.worker = worker;
		this.patience = new Patience(settings.longestOutage());
		this.excess = new Excess(settings.memoryLimit());
		this.streak = streak;
		this.events = events;
	}

	/** What the queue is to do with the submission now. */
	enum Next {

		DONE, AGAIN

	}

	/** Evaluates a submission, if there is still something to do. */
	Next run(long submissionId) {
		if (!pause.awaitEnd()) {
			return Next.AGAIN;
		}
		Optional<Attempts.Work> leased = attempts.lease(submissionId);
		if (leased.isEmpty()) {
			return Next.DONE;
		}
		Attempts.Work work = leased.get();
		try (var submission = MDC.putCloseable("submission", String.valueOf(submissionId));
				var attempt = MDC.putCloseable("attempt", String.valueOf(work.lease().attempt()))) {
			log.info("Submission {}, attempt {}: {}", submissionId, work.lease().attempt(), work.submission().title());
			return recorded(work).again() ? Next.AGAIN : Next.DONE;
		}
	}

	/** Evaluates, and keeps for operators that it did. */
	private Outcome recorded(Attempts.Work work) {
		long start = System.nanoTime();
		worker.began(work.lease());
		Outcome outcome = attempt(work);
		streak.note(work.lease().submissionId(), outcome);
		try {
			worker.ended(work.lease(), outcome);
		}
		catch (RuntimeException databaseAway) {
			log.warn("Submission {}: its end is not recorded: {}", work.lease().submissionId(), databaseAway.getMessage());
		}
		events.publishEvent(new EvaluationEnded(work.lease().submissionId(), work.lease().attempt(), outcome, Duration.ofNanos(System.nanoTime() - start)));
		return outcome;
	}

	private Outcome attempt(Attempts.Work work) {
		try {
			return evaluate(work.lease(), work.submission());
		}
		catch (StaleAttempt stale) {
			log.info("{}", stale.getMessage());
			// what was stored may have been this attempt's own word, whose answer was lost with the connection: then it waits again, and must stay in the queue
			return attempts.waits(work.lease().submissionId()) ? Outcome.RELEASED : Outcome.STALE;
		}
		catch (InterruptedException serverStops) {
			// the thread is not marked as interrupted again: the queue still has to write that this one waits, and the connection pool would refuse
			attempts.release(work.lease());
			return Outcome.RELEASED;
		}
	}

	private Outcome evaluate(Lease lease, Submission submission) throws InterruptedException {
		String name = "submission-" + lease.submissionId() + "-" + lease.attempt();
		try {
			Path folder = scratch.folder(name);
			Path request = folder.resolve("request.json");
			Path out = Files.createDirectory(folder.resolve("out"));
			Json.write(request, submission.request());
			try (EvaluatorProcess process = EvaluatorProcess.start(command.process(request, out, folder, adapter(submission, folder)))) {
				scratch.note(folder, process.handle());
				return follow(lease, submission, process, out);
			}
		}
		catch (Problem.Refused gone) {
			return failed(lease, gone.getMessage(), "");
		}
		catch (IOException | UncheckedIOException exception) {
			log.error("Submission {}, attempt {}", lease.submissionId(), lease.attempt(), exception);
			return fault(lease, "Files of the evaluation: " + exception.getMessage(), "");
		}
		finally {
			scratch.delete(name);
		}
	}

	/** The uploaded adapter that is tested, in the scratch folder; absent where the method is trained. */
	private @Nullable Path adapter(Submission submission, Path folder) throws IOException {
		if (submission.request().adapter() == null) {
			return null;
		}
		Path adapter = Files.createDirectory(folder.resolve("adapter"));
		adapters.write(submission.request().adapter(), adapter);
		return adapter;
	}

	/**
	 * Stores what the evaluator says until it ends, and then how it ended.
	 *
	 * @throws StaleAttempt where the submission was cancelled, or the lease lost
	 */
	private Outcome follow(Lease lease, Submission submission, EvaluatorProcess process, Path out) throws InterruptedException, IOException {
		long deadline = System.nanoTime() + command.deadline().plus(command.grace()).toNanos();
		Told told = new Told(lease);
		while (System.nanoTime() < deadline) {
			boolean ended = process.awaitEnd(BEAT);
			Optional<String> tooMuch = ended ? Optional.empty() : excess.of(process.handle());
			if (tooMuch.isPresent()) {
				return failed(lease, tooMuch.get(), process.log());
			}
			told.tell(process);
			if (ended) {
				return conclude(lease, submission, ExitCode.of(process.exitCode()), process, out);
			}
		}
		return conclude(lease, submission, ExitCode.DEADLINE, process, out);
	}

	/** What the database was told of an attempt. While it is away, news are kept, and the evaluation goes on. */
	private final class Told {

		private final Lease lease;

		private final List<Progress> news = new ArrayList<>();

		private String log = "";

		private long awaySince;

		Told(Lease lease) {
			this.lease = lease;
		}

		void tell(EvaluatorProcess process) {
			news.addAll(process.news());
			String tail = process.log();
			try {
				if (news.isEmpty() && tail.equals(log)) {
					attempts.requireHeld(lease);
				}
				else {
					attempts.record(lease, List.copyOf(news), tail);
					news.clear();
					log = tail;
				}
				awaySince = 0;
			}
			catch (RuntimeException failed) {
				keepOrThrow(failed);
			}
		}

		private void keepOrThrow(RuntimeException failed) {
			long now = System.nanoTime();
			if (failed instanceof StaleAttempt || !DatabaseTrouble.passes(failed) || awaySince != 0 && now - awaySince > patience.nanos()) {
				throw failed;
			}
			if (awaySince == 0) {
				Evaluation.log.warn("The database does not answer; the evaluation goes on: {}", failed.getMessage());
				awaySince = now;
			}
		}

	}

	private Outcome conclude(Lease lease, Submission submission, ExitCode exit, EvaluatorProcess process, Path out) throws IOException, InterruptedException {
		String tail = process.log();
		return switch (exit) {
			case FINISHED -> publish(lease, submission, out, tail);
			case REFUSED -> failed(lease, "The evaluator refused it: " + lastLine(tail), tail);
			case DIVERGED -> failed(lease, "Training diverged: the loss is not a number any more. A smaller learning rate is the usual cure.", tail);
			case OUT_OF_MEMORY -> failed(lease, "It needs more memory than the machine has: " + lastLine(tail), tail);
			case DEADLINE -> failed(lease, "Stopped at the time limit of " + inWords(command.deadline()) + ".", tail);
			case INTERRUPTED -> {
				patience.until("release", () -> attempts.release(lease));
				yield Outcome.RELEASED;
			}
			// the command line is this application's own, so a mistake in it is no fault of the user's, and it never asks for a replay
			case USAGE, DIFFERENT, INTERNAL, IO -> fault(lease, "The evaluator ended with code " + process.exitCode() + ": " + lastLine(tail), tail);
		};
	}

	private Outcome failed(Lease lease, String reason, String tail) throws InterruptedException {
		patience.until("failure", () -> attempts.fail(lease, reason, tail));
		return Outcome.FAILED;
	}

	/** A machine that is unfit now was so during the attempt: that counts as nobody's fault, and this worker takes nothing until it is fit again. */
	private Outcome fault(Lease lease, String reason, String tail) throws InterruptedException {
		if (!scratch.objection().isEmpty()) {
			patience.until("release", () -> attempts.release(lease));
			return Outcome.RELEASED;
		}
		return patience.until("platform fault", () -> attempts.platformFault(lease, reason, tail)) ? Outcome.RETRIED : Outcome.GIVEN_UP;
	}

	private Outcome publish(Lease lease, Submission submission, Path out, String tail) throws IOException, InterruptedException {
		try {
			OutputFiles files = new OutputFiles(out);
			NewMeasuredResult result = new NewMeasuredResult(submission.evaluationKey(), submission.boardId(), submission.title(),
					submission.publicSubmitter(), submission.referenceRun(), files.resultJson(submission.request()), files.artifacts(tail), submission.visibleFrom());
			patience.until("publication", () -> attempts.publish(lease,
					now -> published(result.shown(now.publicSubmitter(), now.visibleFrom()))));
			return Outcome.PUBLISHED;
		}
		catch (Problem.Refused | IllegalArgumentException unusable) {
			log.error("Submission {}: result cannot be published", lease.submissionId(), unusable);
			return fault(lease, "The evaluator's result cannot be published: " + unusable.getMessage(), tail);
		}
	}

	private String published(NewMeasuredResult result) {
		return results.ofEvaluation(result.evaluationKey()).orElseGet(() -> results.publish(result)).publicId();
	}

	private static String inWords(Duration duration) {
		return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
	}

	private static String lastLine(String log) {
		String stripped = log.strip();
		return stripped.isEmpty() ? "it said nothing" : stripped.substring(stripped.lastIndexOf('\n') + 1);
	}

}
