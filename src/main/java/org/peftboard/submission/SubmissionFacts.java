package org.peftboard.submission;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.language.Words;

/**
 * A submission as pages show it.
 *
 * @param settings what was asked for, every default filled in
 * @param tone     info, good, warn or bad
 * @param again    address of the form with the same values in it
 */
record SubmissionFacts(long id, String title, String submitter, String method, String baseModel, String tasks, String protocol, String seeds, String device,
		List<LiveView.Fact> settings, String label, String tone, String created, String createdAt, @Nullable String result, String again) {

	static SubmissionFacts of(Submission submission, Words words) {
		Request request = submission.request();
		Map<String, Object> settings = request.method().settings();
		return new SubmissionFacts(submission.id(), submission.title(), submission.submitter(), submission.methodId(), request.baseModel(),
				String.join(", ", request.tasks()), request.protocol(), Values.text(request.seeds()), request.device(),
				settings.entrySet().stream().map(entry -> new LiveView.Fact(entry.getKey(), Values.text(entry.getValue()))).toList(),
				Live.label(submission, words), Live.tone(submission), words.shortDayAndTime(submission.times().createdAt()), iso(submission.times().createdAt()),
				submission.resultId() == null ? null : "/results/" + submission.resultId(), again(submission));
	}

	/** The form with the same configuration and more seeds; absent where it has the most. */
	static @Nullable String moreSeeds(Submission submission) {
		int more = submission.seeds() < 3 ? 3 : submission.seeds() < 5 ? 5 : Checker.MOST_SEEDS;
		return submission.seeds() >= Checker.MOST_SEEDS || submission.configuration().adapter() != null ? null : again(submission) + "&seeds=" + more;
	}

	private static String iso(Instant instant) {
		return DateTimeFormatter.ISO_INSTANT.format(instant);
	}

	private static String again(Submission submission) {
		Stream<String> values = submission.request().method().settings().entrySet().stream().flatMap(entry -> {
			List<?> list = entry.getValue() instanceof List<?> several ? several : List.of(entry.getValue());
			return list.stream().map(value -> entry.getKey() + "=" + encoded(Values.text(value)));
		});
		return "/submit?" + Stream.concat(Stream.of("method=" + encoded(submission.methodId()), "board=" + encoded(submission.boardId())), values).collect(Collectors.joining("&"));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
