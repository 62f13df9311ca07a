package org.peftboard.submission;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.ExitCode.Fault;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.submission.LiveView.Fact;
import org.peftboard.submission.LiveView.Point;
import org.peftboard.submission.LiveView.Step;
import org.peftboard.submission.ProgressLines.Line;
import org.peftboard.submission.QueuePlaces.Place;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what the page of a submission shows. */
@Component
class Live {

	private static final List<SubmissionStatus> WAY = List.of(SubmissionStatus.QUEUED, SubmissionStatus.PREPARING, SubmissionStatus.TRAINING,
			SubmissionStatus.EVALUATING, SubmissionStatus.MEASURING, SubmissionStatus.PUBLISHED);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

	private final SubmissionRows rows;

	private final QueuePlaces places;

	private final ProgressLines progress;

	private final EvaluatorCards cards;

	private final Boards boards;

	private final Workforce workforce;

	Live(SubmissionRows rows, QueuePlaces places, ProgressLines progress, EvaluatorCards cards, Boards boards, Workforce workforce) {
		this.rows = rows;
		this.places = places;
		this.progress = progress;
		this.cards = cards;
		this.boards = boards;
		this.workforce = workforce;
	}

	/**
	 * The view of a submission.
	 *
	 * @param after  sequence number of the last line that the reader has; 0 for all
	 */
	@Transactional(readOnly = true)
	LiveView view(long submissionId, int after) {
		Submission submission = rows.findById(submissionId).orElseThrow();
		Place place = places.of(submission);
		List<Line> lines = progress.after(submissionId, submission.attempt(), after);
		Line newest = lines.isEmpty() ? progress.last(submissionId, submission.attempt()) : lines.get(lines.size() - 1);
		Progress last = newest == null ? null : newest.progress();
		int next = newest == null ? after : Math.max(after, newest.sequence());
		String result = submission.resultId() == null ? null : "/results/" + submission.resultId();
		boolean running = submission.status().running();
		return new LiveView(submission.status().name(), label(submission), sentence(submission, place, last), tone(submission),
				submission.status().ended(), submission.attempt(), steps(submission), place, running && last != null ? last.done() : null,
				running && last != null ? facts(last) : List.of(), points(lines), next,
				Optional.ofNullable(progress.log(submissionId)).orElse(""), result);
	}

	static String label(Submission submission) {
		return switch (submission.status()) {
			case DRAFT -> "Draft";
			case QUEUED -> "Waiting";
			case LEASED, PREPARING -> "Preparing";
			case TRAINING -> "Training";
			case EVALUATING -> "Testing";
			case MEASURING, SCORED -> "Measuring";
			case PUBLISHED -> "Published";
			case REJECTED -> "Rejected";
			case FAILED -> "Failed";
			case CANCELLED -> "Cancelled";
			case WITHDRAWN -> "Withdrawn";
		};
	}

	private String sentence(Submission submission, @Nullable Place place, @Nullable Progress last) {
		return switch (submission.status()) {
			case DRAFT -> "Not submitted yet.";
			case QUEUED -> waiting(submission, place);
			case LEASED -> "A worker took it; the evaluator is starting.";
			case PREPARING, TRAINING, EVALUATING, MEASURING, SCORED -> running(last);
			case PUBLISHED -> published(submission);
			case REJECTED -> "It cannot be evaluated: " + submission.reason();
			case FAILED -> failed(submission);
			case CANCELLED -> "Cancelled. Nothing was published.";
			case WITHDRAWN -> withdrawn(submission);
		};
	}

	private String waiting(Submission submission, @Nullable Place place) {
		if (place == null) {
			return "Waiting for a worker.";
		}
		String retry = submission.attempt() > 0 ? "The last attempt ended early; it is tried again by itself. " : "";
		String position = place.position() == 1 ? "Next in the queue" : "Position " + place.position() + " of " + place.waiting();
		Optional<String> obstacle = boards.find(submission.boardId()).map(Board::hardwareClass).flatMap(workforce::whyNobodyTakes);
		// while nobody works, how long others take says nothing
		String estimate = place.waitSeconds() == null || obstacle.isPresent() ? "." : ", about " + duration(place.waitSeconds()) + " to wait.";
		return retry + position + estimate + obstacle.map(why -> " " + why).orElse("");
	}

	private static String running(@Nullable Progress last) {
		if (last == null) {
			return "The evaluator is starting.";
		}
		String message = last.message() == null ? "" : last.message();
		String eta = last.etaSeconds() == null ? "" : " About " + duration(Math.round(last.etaSeconds())) + " left.";
		return (message.isEmpty() ? "The evaluator is at work." : message.endsWith(".") ? message : message + ".") + eta;
	}

	private static String published(Submission submission) {
		if (submission.searchId() != null) {
			return "Measured, as part of a search. The one with the best validation score goes onto the board.";
		}
		return submission.disclosure().embargoUntil() == null ? "Measured and on the board."
				: "Measured; under embargo until " + DAY.format(submission.disclosure().embargoUntil())
						+ ". Until then only you, reviewers and who has your link see the result.";
	}

	private static String withdrawn(Submission submission) {
		String when = submission.times().endedAt() == null ? "" : " on " + DAY.format(submission.times().endedAt());
		return "Withdrawn" + when + "." + (submission.reason() == null ? "" : " Reason: " + submission.reason());
	}

	private static String failed(Submission submission) {
		return submission.fault() == Fault.PLATFORM
				? "Failed through a fault of this site, not of the submission, " + (Submission.MOST_RETRIES + 1)
						+ " times; it does not count against your quota. It may be submitted again. Reason: " + submission.reason()
				: "Failed: " + submission.reason();
	}

	static String tone(Submission submission) {
		return switch (submission.status()) {
			case PUBLISHED -> "good";
			case FAILED, REJECTED -> "bad";
			case CANCELLED, WITHDRAWN -> "warn";
			default -> "info";
		};
	}

	/** "45 seconds", "3 minutes", "2 hours". */
	static String duration(long seconds) {
		if (seconds < 90) {
			return seconds == 1 ? "1 second" : Math.max(0, seconds) + " seconds";
		}
		long minutes = Math.round(seconds / 60.0);
		return minutes < 90 ? minutes + " minutes" : Math.round(minutes / 60.0) + " hours";
	}

	private List<Step> steps(Submission submission) {
		SubmissionStatus furthest = furthest(submission);
		int reached = WAY.indexOf(furthest);
		List<Step> steps = new ArrayList<>();
		for (int index = 0; index < WAY.size(); index++) {
			steps.add(new Step(title(WAY.get(index)), state(submission, index, reached)));
		}
		return steps;
	}

	private static String title(SubmissionStatus status) {
		return switch (status) {
			case QUEUED -> "Queue";
			case PREPARING -> "Prepare";
			case TRAINING -> "Train";
			case EVALUATING -> "Test";
			case MEASURING -> "Measure";
			default -> "Publish";
		};
	}

	private static String state(Submission submission, int index, int reached) {
		if (index != reached) {
			return index < reached ? "done" : "todo";
		}
		return switch (submission.status()) {
			case PUBLISHED, WITHDRAWN -> "done";
			case FAILED, REJECTED, CANCELLED -> "failed";
			default -> "current";
		};
	}

	/** The stage that it is in, or was in when it ended. */
	private static SubmissionStatus furthest(Submission submission) {
		SubmissionStatus status = submission.status();
		if (status == SubmissionStatus.FAILED || status == SubmissionStatus.CANCELLED || status == SubmissionStatus.REJECTED) {
			status = submission.changes()
				.stream()
				.map(StatusChange::status)
				.filter(past -> !past.ended())
				.reduce((earlier, later) -> later)
				.orElse(SubmissionStatus.QUEUED);
		}
		return switch (status) {
			case DRAFT -> SubmissionStatus.QUEUED;
			case LEASED -> SubmissionStatus.PREPARING;
			case SCORED -> SubmissionStatus.MEASURING;
			case WITHDRAWN -> SubmissionStatus.PUBLISHED;
			default -> status;
		};
	}

	private List<Fact> facts(Progress last) {
		List<Fact> facts = new ArrayList<>();
		add(facts, "Task", last.task(), this::taskTitle);
		add(facts, "Seed", last.seed(), String::valueOf);
		if (last.step() != null && last.steps() != null) {
			facts.add(new Fact("Step", last.step() + " of " + last.steps()));
		}
		add(facts, "Training loss (nats per token)", last.loss(), loss -> String.format(Locale.ROOT, "%.4f", loss));
		add(facts, "Validation score", last.validationScore(), score -> String.format(Locale.ROOT, "%.1f", score));
		add(facts, "Training tokens per second", last.trainTokensPerSecond(), speed -> String.format(Locale.ROOT, "%,.0f", speed));
		return facts;
	}

	private static <T> void add(List<Fact> facts, String name, @Nullable T value, Function<T, String> text) {
		if (value != null) {
			facts.add(new Fact(name, text.apply(value)));
		}
	}

	private String taskTitle(String id) {
		return cards.task(id).map(TaskCard::title).orElse(id);
	}

	/** A curve for each task and seed. */
	private static String curve(Progress line) {
		return line.seed() == null ? String.valueOf(line.task()) : line.task() + ", seed " + line.seed();
	}

	private static List<Point> points(List<Line> lines) {
		return lines.stream()
			.map(Line::progress)
			.filter(line -> line.task() != null && line.step() != null && (line.loss() != null || line.validationScore() != null))
			.map(line -> new Point(curve(line), line.step(), line.loss(), line.validationScore()))
			.toList();
	}

}
