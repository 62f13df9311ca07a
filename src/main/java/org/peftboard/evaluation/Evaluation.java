package org.peftboard.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.peftboard.submission.Attempts;
import org.peftboard.submission.Attempts.Lease;
import org.peftboard.submission.StaleAttempt;
import org.peftboard.submission.Submission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

	private final EvaluatorCommand command;

	private final Scratch scratch;

	Evaluation(Pause pause, Attempts attempts, Results results, EvaluatorCommand command, Scratch scratch) {
		this.pause = pause;
		this.attempts = attempts;
		this.results = results;
		this.command = command;
		this.scratch = scratch;
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
		log.info("Submission {}, attempt {}: {}", submissionId, work.lease().attempt(), work.submission().title());
		try {
			return evaluate(work.lease(), work.submission());
		}
		catch (StaleAttempt stale) {
			log.info("{}", stale.getMessage());
			return Next.DONE;
		}
	}

	private Next evaluate(Lease lease, Submission submission) {
		String name = "submission-" + lease.submissionId() + "-" + lease.attempt();
		try {
			Path folder = scratch.folder(name);
			Path request = folder.resolve("request.json");
			Path out = Files.createDirectory(folder.resolve("out"));
			Json.write(request, submission.request());
			try (EvaluatorProcess process = EvaluatorProcess.start(command.process(request, out, folder))) {
				scratch.note(folder, process.handle());
				boolean inTime = follow(lease, process);
				return conclude(lease, submission, inTime ? ExitCode.of(process.exitCode()) : ExitCode.DEADLINE, process, out);
			}
		}
		catch (IOException | UncheckedIOException exception) {
			log.error("Submission {}, attempt {}", lease.submissionId(), lease.attempt(), exception);
			return again(attempts.platformFault(lease, "Files of the evaluation: " + exception.getMessage(), ""));
		}
		catch (InterruptedException serverStops) {
			// the thread is not marked as interrupted again: the queue still has to write that this one waits, and the connection pool would refuse
			attempts.release(lease);
			return Next.AGAIN;
		}
		finally {
			scratch.delete(name);
		}
	}

	/**
	 * Stores what the evaluator says until it ends.
	 *
	 * @return false where it did not end in time
	 * @throws StaleAttempt where the submission was cancelled, or the lease lost
	 */
	private boolean follow(Lease lease, EvaluatorProcess process) throws InterruptedException {
		long deadline = System.nanoTime() + command.deadline().plus(command.grace()).toNanos();
		String storedLog = "";
		boolean ended = false;
		while (!ended && System.nanoTime() < deadline) {
			ended = process.awaitEnd(BEAT);
			List<Progress> news = process.news();
			String tail = process.log();
			if (news.isEmpty() && tail.equals(storedLog)) {
				attempts.requireHeld(lease);
			}
			else {
				attempts.record(lease, news, tail);
				storedLog = tail;
			}
		}
		return ended;
	}

	private Next conclude(Lease lease, Submission submission, ExitCode exit, EvaluatorProcess process, Path out) throws IOException {
		String tail = process.log();
		return switch (exit) {
			case FINISHED -> publish(lease, submission, out, tail);
			case REFUSED -> failed(lease, "The evaluator refused it: " + lastLine(tail), tail);
			case DIVERGED -> failed(lease, "Training diverged: the loss is not a number any more. A smaller learning rate is the usual cure.", tail);
			case DEADLINE -> failed(lease, "Stopped at the time limit of " + inWords(command.deadline()) + ".", tail);
			case INTERRUPTED -> {
				attempts.release(lease);
				yield Next.AGAIN;
			}
			// the command line is this application's own, so a mistake in it is no fault of the user's, and it never asks for a replay
			case USAGE, DIFFERENT, INTERNAL, IO -> again(attempts.platformFault(lease, "The evaluator ended with code " + process.exitCode() + ": " + lastLine(tail),
					tail));
		};
	}

	private Next failed(Lease lease, String reason, String tail) {
		attempts.fail(lease, reason, tail);
		return Next.DONE;
	}

	private static Next again(boolean retried) {
		return retried ? Next.AGAIN : Next.DONE;
	}

	private Next publish(Lease lease, Submission submission, Path out, String tail) throws IOException {
		try {
			OutputFiles files = new OutputFiles(out);
			NewMeasuredResult result = new NewMeasuredResult(submission.evaluationKey(), submission.boardId(), submission.title(),
					submission.publicSubmitter(), submission.referenceRun(), files.resultJson(submission.request()), files.artifacts(tail), submission.visibleFrom());
			attempts.publish(lease, () -> published(result));
			return Next.DONE;
		}
		catch (Problem.Refused | IllegalArgumentException unusable) {
			log.error("Submission {}: result cannot be published", lease.submissionId(), unusable);
			return again(attempts.platformFault(lease, "The evaluator's result cannot be published: " + unusable.getMessage(), tail));
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
