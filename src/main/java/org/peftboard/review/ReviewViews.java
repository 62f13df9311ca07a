package org.peftboard.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.evaluator.run.Replay;
import org.peftboard.language.Words;
import org.peftboard.result.Mark;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.Reruns;
import org.springframework.stereotype.Component;

/** Makes the views of the reviewers' pages. */
@Component
class ReviewViews {

	/** Fresh results are looked for among so many of the newest. */
	private static final int NEWEST = 200;

	private final Results results;

	private final Marks marks;

	private final Reruns reruns;

	private final Reviewing reviewing;

	private final Boards boards;

	ReviewViews(Results results, Marks marks, Reruns reruns, Reviewing reviewing, Boards boards) {
		this.results = results;
		this.marks = marks;
		this.reruns = reruns;
		this.reviewing = reviewing;
		this.boards = boards;
	}

	/** What waits for a reviewer. */
	record Queue(List<Line> suspect, List<Line> flagged, List<Line> fresh) {
	}

	/**
	 * A result in a list.
	 *
	 * @param site whether the reason is the site's own, which is in English
	 */
	record Line(String id, String title, String board, String by, String score, String when, String reason, boolean site, int flags) {
	}

	/**
	 * A mark as the page writes it.
	 *
	 * @param site whether the site itself made it, in English
	 */
	record Said(String kind, String tone, String by, String when, String reason, boolean site) {
	}

	/**
	 * A result under review.
	 *
	 * @param state  in one word
	 * @param tone   of that word
	 * @param own    whether the reader submitted it
	 * @param record whether it was measured here, so that it can be run again
	 */
	record Case(StoredResult row, String board, String score, String when, Review review, String state, String tone, boolean own, boolean record,
			List<String> suspicions, List<Said> history, List<Again> reruns) {
	}

	/** A run with other seeds. */
	record Again(String seeds, String by, String status, @Nullable String resultId) {
	}

	/** Two runs side by side. */
	record Comparison(StoredResult original, StoredResult again, List<Replay.Difference> differences, List<Other> environment, List<Other> settings, long outside) {
	}

	/** Something that may differ without a tolerance. */
	record Other(String name, String before, String now, boolean same) {
	}

	Queue queue(Words words) {
		Map<String, Review> reviews = marks.all();
		List<Line> suspect = new ArrayList<>();
		List<Line> flagged = new ArrayList<>();
		reviews.forEach((id, review) -> results.find(id).ifPresent(row -> {
			if (review.held()) {
				suspect.add(line(row, review, words));
			}
			else if (review.flagged()) {
				flagged.add(line(row, review, words));
			}
		}));
		flagged.sort(Comparator.comparingInt(Line::flags).reversed());
		List<Line> fresh = results.newestMeasured(NEWEST)
			.stream()
			.filter(row -> state(reviews, row).state() == Review.State.FRESH && !state(reviews, row).flagged())
			.map(row -> line(row, state(reviews, row), words))
			.toList();
		return new Queue(List.copyOf(suspect), List.copyOf(flagged), fresh);
	}

	private static Review state(Map<String, Review> reviews, StoredResult row) {
		return reviews.getOrDefault(row.publicId(), Review.FRESH);
	}

	private Line line(StoredResult row, Review review, Words words) {
		return new Line(row.publicId(), row.title(), board(row), row.submitter() == null ? words.say("review.published") : row.submitter(), score(row),
				words.shortDayAndTime(row.createdAt()), review.reason(), Mark.SITE.equals(review.by()), review.flags());
	}

	private String board(StoredResult row) {
		return boards.find(row.boardId()).map(board -> board.title()).orElse(row.boardId());
	}

	private static String score(StoredResult row) {
		return row.score() == null ? "–" : String.format(Locale.ROOT, "%.1f", row.score());
	}

	Case of(StoredResult row, SignedIn reader, Words words) {
		Review review = marks.of(row);
		Result record = record(row).orElse(null);
		return new Case(row, board(row), score(row), words.shortDayAndTime(row.createdAt()), review, word(review, words), tone(review), reviewing.own(reader, row),
				record != null, record == null ? List.of() : record.suspicions().stream().map(Result.Suspicion::finding).toList(),
				marks.history(row).stream().map(mark -> said(mark, words)).toList(), reruns.of(row.publicId()).stream().map(rerun -> again(rerun, words)).toList());
	}

	private static Again again(Reruns.Asked asked, Words words) {
		String status = words.say("jobs.status." + asked.status().name());
		return new Again(asked.seeds().toString().replaceAll("[\\[\\]]", ""), asked.by(), status, asked.resultId().orElse(null));
	}

	private static String word(Review review, Words words) {
		boolean flagged = review.flagged() && (review.state() == Review.State.FRESH || review.state() == Review.State.DISMISSED);
		return words.say("review.state." + (flagged ? "flagged" : review.state().name().toLowerCase(Locale.ROOT)));
	}

	private static String tone(Review review) {
		return review.held() || review.flagged() ? "badge-warn" : review.verified() ? "badge-good" : "";
	}

	private static Said said(Mark mark, Words words) {
		boolean rerun = mark.kind() == Mark.Kind.RERUN;
		String tone = switch (mark.kind()) {
			case SUSPECT, FLAG -> "badge-warn";
			case VERIFY -> "badge-good";
			case DISMISS, NOTE, RERUN -> "";
		};
		return new Said(words.say("review.said." + mark.kind().name().toLowerCase(Locale.ROOT), mark.reason()), tone, mark.by(), words.shortDayAndTime(mark.at()),
				rerun ? "" : mark.reason(), Mark.SITE.equals(mark.by()));
	}

	/** A result beside a run of the same configuration with other seeds; empty where the second is no such run, or a record cannot be read. */
	Optional<Comparison> compare(StoredResult original, StoredResult again, Words words) {
		Review review = marks.of(again);
		Optional<Result> before = record(original);
		Optional<Result> now = record(again);
		if (!review.rerun() || !review.reason().equals(original.publicId()) || before.isEmpty() || now.isEmpty()) {
			return Optional.empty();
		}
		List<Replay.Difference> differences = Replay.ofOtherSeeds(before.get(), now.get());
		return Optional.of(new Comparison(original, again, differences, environment(before.get().environment(), now.get().environment(), words),
				settings(before.get(), now.get()), differences.stream().filter(difference -> !difference.within()).count()));
	}

	private Optional<Result> record(StoredResult row) {
		try {
			return results.document(row);
		}
		catch (Problem.Refused writtenByAnotherVersion) {
			return Optional.empty();
		}
	}

	private static List<Other> environment(Result.Environment before, Result.Environment now, Words words) {
		List<Other> others = new ArrayList<>();
		others.add(other(words.say("difference.device"), before.device() + ", " + before.deviceName(), now.device() + ", " + now.deviceName()));
		others.add(other(words.say("difference.threads"), String.valueOf(before.threads()), String.valueOf(now.threads())));
		others.add(other(words.say("difference.memory"), String.valueOf(before.memoryBytes()), String.valueOf(now.memoryBytes())));
		others.add(other(words.say("difference.system"), before.os(), now.os()));
		others.add(other("Java", before.jvm(), now.jvm()));
		TreeSet<String> names = new TreeSet<>(before.versions().keySet());
		names.addAll(now.versions().keySet());
		names.forEach(name -> others.add(other(name, before.versions().getOrDefault(name, "–"), now.versions().getOrDefault(name, "–"))));
		others.add(other(words.say("difference.finished"), before.finishedAt(), now.finishedAt()));
		return List.copyOf(others);
	}

	private static List<Other> settings(Result before, Result now) {
		List<Other> others = new ArrayList<>();
		TreeSet<String> names = new TreeSet<>(before.request().method().settings().keySet());
		names.addAll(now.request().method().settings().keySet());
		names.forEach(name -> others.add(other(name, String.valueOf(before.request().method().settings().get(name)),
				String.valueOf(now.request().method().settings().get(name)))));
		return List.copyOf(others);
	}

	private static Other other(String name, String before, String now) {
		return new Other(name, before, now, before.equals(now));
	}

}
