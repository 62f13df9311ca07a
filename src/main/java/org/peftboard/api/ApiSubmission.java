package org.peftboard.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.adapter.Fit;
import org.peftboard.evaluator.run.Estimate;
import org.peftboard.submission.Forecast;
import org.peftboard.submission.QueuePlaces;
import org.peftboard.submission.Quotas;
import org.peftboard.submission.RankForecast;
import org.peftboard.submission.Submission;

/**
 * A submission, as the API gives it to its owner. Absent means not known, or not yet.
 *
 * @param status   id of the status, such as QUEUED or PUBLISHED
 * @param adapter  SHA-256 of the uploaded adapter that is tested in place of training; absent where something is trained
 * @param attempt  counted from 1; 0 before the first
 * @param fault    USER or PLATFORM, of a failed one
 * @param result   id of the result
 * @param existing whether it was there before it was submitted; only in the answer to a submission
 */
record ApiSubmission(long id, String status, String title, String board, String method, Map<String, Object> settings, List<Long> seeds,
		@Nullable String adapter, boolean anonymous,
		int attempt, @Nullable String fault, @Nullable String reason, @Nullable String result, String createdAt, @Nullable String startedAt, @Nullable String endedAt,
		String href, @Nullable Boolean existing) {

	static ApiSubmission of(Submission submission, @Nullable Boolean existing) {
		return new ApiSubmission(submission.id(), submission.status().name(), submission.title(), submission.boardId(), submission.methodId(),
				submission.request().method().settings(), submission.request().seeds(), submission.request().adapter(), submission.anonymous(), submission.attempt(),
				submission.fault() == null ? null : submission.fault().name(), submission.reason(), submission.resultId(), submission.times().createdAt().toString(),
				text(submission.times().startedAt()), text(submission.times().endedAt()), "/submissions/" + submission.id(), existing);
	}

	private static @Nullable String text(@Nullable Instant instant) {
		return instant == null ? null : instant.toString();
	}

	/** Submissions of one person, newest first. */
	record Own(Quotas.Usage quota, List<ApiSubmission> submissions) {
	}

	/** What was submitted: one configuration, or a search. */
	record Submitted(@Nullable ApiSubmission submission, @Nullable Long search, String href) {
	}

	/**
	 * What is known before anything is queued.
	 *
	 * @param parameters     exact
	 * @param trained        every tensor that is trained
	 * @param trainingMemory estimated for {@code load}; what was measured lies mostly below
	 * @param seconds        of the evaluation, the median of earlier ones
	 * @param rank           between which ranks it may come to stand
	 * @param existing       path of the submission or result that is the same already; of the boards, where it is somebody else's and under way
	 * @param obstacle       why nobody would take it now: paused, none (no worker of that class), small (none with enough memory), busy (all unfit or drained); absent while somebody would
	 */
	record Check(String board, String title, String method, Map<String, Object> settings, List<Long> seeds, @Nullable Fit parameters,
			List<Estimate.TrainedTensor> trained, Estimate.@Nullable Training trainingMemory, Estimate.@Nullable Load load, @Nullable Double seconds,
			QueuePlaces.Place place, RankForecast.@Nullable Range rank, int evaluations, Quotas.Usage quota, @Nullable String existing, @Nullable String obstacle) {

		static Check of(Forecast forecast) {
			String existing = forecast.same() == null ? null : Objects.requireNonNullElse(forecast.same().address(), "/");
			return new Check(forecast.board(), forecast.title(), forecast.request().method().id(), forecast.request().method().settings(), forecast.request().seeds(),
					forecast.fit(), forecast.trained(), forecast.memory(), forecast.load(), forecast.time() == null ? null : forecast.time().seconds(), forecast.place(),
					forecast.rank(), forecast.evaluations(), forecast.quota(), existing,
					forecast.nobody() == null ? null : forecast.nobody().key().replace("obstacle.", ""));
		}

	}

}
