package org.peftboard.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.ExitCode.Fault;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.language.Words;
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

	private final SubmissionRows rows;

	private final QueuePlaces places;

	private final ProgressLines progress;

	private final EvaluatorCards cards;

	private final Needs needs;

	private final Workforce workforce;

	Live(SubmissionRows rows, QueuePlaces places, ProgressLines progress, EvaluatorCards cards, Needs needs, Workforce workforce) {
		this.rows = rows;
		this.places = places;
		this.progress = progress;
		this.cards = cards;
		this.needs = needs;
		this.workforce = workforce;
	}

	/**
	 * The view of a submission.
	 *
	 * @param after  sequence number of the last line that the reader has; 0 for all
	 */
	@Transactional(readOnly = true)
	LiveView view(long submissionId, int after, Words words) {
		Submission submission = rows.findById(submissionId).orElseThrow();
		Place place = places.of(submission);
		List<Line> lines = progress.after(submissionId, submission.attempt(), after);
		Line newest = lines.isEmpty() ? progress.last(submissionId, submission.attempt()) : lines.get(lines.size() - 1);
		Progress last = newest == null ? null : newest.progress();
		int next = newest == null ? after : Math.max(after, newest.sequence());
		String result = submission.resultId() == null ? null : "/results/" + submission.resultId();
		boolean running = submission.status().running();
		return new LiveView(submission.status().name(), label(submission, words), sentence(submission, place, last, words), tone(submission),
				submission.status().ended(), submission.attempt(), steps(submission, words), place, running && last != null ? last.done() : null,
				running && last != null ? facts(last, words) : List.of(), points(lines, words), next,
				Optional.ofNullable(progress.log(submissionId)).orElse(""), result);
	}

	static String label(Submission submission, Words words) {
		return words.say(switch (submission.status()) {
			case DRAFT -> "status.draft";
			case QUEUED -> "status.waiting";
			case LEASED, PREPARING -> "status.preparing";
			case TRAINING -> "status.training";
			case EVALUATING -> "status.testing";
			case MEASURING, SCORED -> "status.measuring";
			case PUBLISHED -> "status.published";
			case REJECTED -> "status.rejected";
			case FAILED -> "status.failed";
			case CANCELLED -> "status.cancelled";
			case WITHDRAWN -> "status.withdrawn";
		});
	}

	private String sentence(Submission submission, @Nullable Place place, @Nullable Progress last, Words words) {
		return switch (submission.status()) {
			case DRAFT -> words.say("live.draft");
			case QUEUED -> waiting(submission, place, words);
			case LEASED -> words.say("live.leased");
			case PREPARING, TRAINING, EVALUATING, MEASURING, SCORED -> running(last, words);
			case PUBLISHED -> published(submission, words);
			case REJECTED -> words.say("live.rejected", String.valueOf(submission.reason()));
			case FAILED -> failed(submission, words);
			case CANCELLED -> words.say("live.cancelled");
			case WITHDRAWN -> withdrawn(submission, words);
		};
	}

	private String waiting(Submission submission, @Nullable Place place, Words words) {
		if (place == null) {
			return words.say("live.waiting");
		}
		String position = position(place, words);
		Optional<Workforce.Obstacle> obstacle = workforce.whyNobodyTakes(needs.of(submission));
		// while nobody works, how long others take says nothing
		String sentence = place.waitSeconds() == null || obstacle.isPresent() ? words.say("live.place", position)
				: words.say("live.place.wait", position, words.duration(place.waitSeconds()));
		String whole = submission.attempt() > 0 ? words.say("live.retry", sentence) : sentence;
		return whole + obstacle.map(why -> " " + why.in(words)).orElse("");
	}

	/** "Position 3 of 5", without a full stop. */
	static String position(Place place, Words words) {
		return place.position() == 1 ? words.say("check.place.next") : words.say("check.place.position", place.position(), place.waiting());
	}

	/** The evaluator's own message is English, as its log is. */
	private static String running(@Nullable Progress last, Words words) {
		if (last == null) {
			return words.say("live.starting");
		}
		String message = last.message() == null ? "" : last.message();
		String sentence = message.isEmpty() ? words.say("live.work") : message.endsWith(".") ? message : message + ".";
		return last.etaSeconds() == null ? sentence : words.say("live.left", sentence, words.duration(Math.round(last.etaSeconds())));
	}

	private static String published(Submission submission, Words words) {
		if (submission.searchId() != null) {
			return words.say("live.member");
		}
		return submission.disclosure().embargoUntil() == null ? words.say("live.published") : words.say("live.embargo", words.day(submission.disclosure().embargoUntil()));
	}

	private static String withdrawn(Submission submission, Words words) {
		String sentence = submission.times().endedAt() == null ? words.say("live.withdrawn") : words.say("live.withdrawn.on", words.day(submission.times().endedAt()));
		return submission.reason() == null ? sentence : words.say("live.reason", sentence, submission.reason());
	}

	private static String failed(Submission submission, Words words) {
		String reason = String.valueOf(submission.reason());
		return submission.fault() == Fault.PLATFORM ? words.say("live.failed.platform", Submission.MOST_RETRIES + 1, reason) : words.say("live.failed", reason);
	}

	static String tone(Submission submission) {
		return switch (submission.status()) {
			case PUBLISHED -> "good";
			case FAILED, REJECTED -> "bad";
			case CANCELLED, WITHDRAWN -> "warn";
			default -> "info";
		};
	}

	private List<Step> steps(Submission submission, Words words) {
		SubmissionStatus furthest = furthest(submission);
		int reached = WAY.indexOf(furthest);
		List<Step> steps = new ArrayList<>();
		for (int index = 0; index < WAY.size(); index++) {
			steps.add(new Step(words.say(title(WAY.get(index))), state(submission, index, reached)));
		}
		return steps;
	}

	private static String title(SubmissionStatus status) {
		return switch (status) {
			case QUEUED -> "stage.queue";
			case PREPARING -> "stage.prepare";
			case TRAINING -> "stage.train";
			case EVALUATING -> "stage.test";
			case MEASURING -> "stage.measure";
			default -> "stage.publish";
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

	private List<Fact> facts(Progress last, Words words) {
		List<Fact> facts = new ArrayList<>();
		add(facts, words.say("submission.task"), last.task(), this::taskTitle);
		add(facts, words.say("live.seed"), last.seed(), String::valueOf);
		if (last.step() != null && last.steps() != null) {
			facts.add(new Fact(words.say("submission.step"), words.say("live.step.of", String.valueOf(last.step()), String.valueOf(last.steps()))));
		}
		add(facts, words.say("live.loss"), last.loss(), loss -> String.format(Locale.ROOT, "%.4f", loss));
		add(facts, words.say("live.validation"), last.validationScore(), score -> String.format(Locale.ROOT, "%.1f", score));
		add(facts, words.say("live.speed"), last.trainTokensPerSecond(), speed -> words.number(String.format(Locale.ROOT, "%,.0f", speed)));
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
	private static String curve(Progress line, Words words) {
		return line.seed() == null ? String.valueOf(line.task()) : words.say("live.curve", String.valueOf(line.task()), String.valueOf(line.seed()));
	}

	private static List<Point> points(List<Line> lines, Words words) {
		return lines.stream()
			.map(Line::progress)
			.filter(line -> line.task() != null && line.step() != null && (line.loss() != null || line.validationScore() != null))
			.map(line -> new Point(curve(line, words), line.step(), line.loss(), line.validationScore()))
			.toList();
	}

}
