package org.peftboard.submission;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a waiting submission stands in the queue, and about when its turn comes. */
@Component
class QueuePlaces {

	private static final Set<SubmissionStatus> RUNNING = EnumSet.range(SubmissionStatus.LEASED, SubmissionStatus.SCORED);

	/** How many evaluations the estimate looks back on. */
	private static final Limit RECENT = Limit.of(10);

	private static final Limit ALL_RUNNING = Limit.of(50);

	private final SubmissionRows rows;

	private final Clock clock;

	QueuePlaces(SubmissionRows rows, Clock clock) {
		this.rows = rows;
		this.clock = clock;
	}

	/** The place of a waiting submission; absent for every other one. */
	@Transactional(readOnly = true)
	@Nullable
	Place of(Submission submission) {
		if (submission.status() != SubmissionStatus.QUEUED || submission.queuedAt() == null) {
			return null;
		}
		int before = rows.countBefore(submission.priority(), submission.queuedAt(), submission.id());
		int waiting = rows.countByStatusIn(EnumSet.of(SubmissionStatus.QUEUED));
		List<Submission> running = rows.findByStatusInOrderByPriorityDescQueuedAtAscIdAsc(RUNNING, ALL_RUNNING);
		return new Place(before + 1, waiting, running.size(), waitSeconds(submission.boardId(), before, running));
	}

	/**
	 * Mean duration of the last evaluations on this board × evaluations before, and what is left of those that run, one worker assumed.
	 *
	 * @return absent while nothing was measured on this board yet
	 */
	private @Nullable Long waitSeconds(String boardId, int before, List<Submission> running) {
		var mean = rows.findByBoardIdAndStatusOrderByEndedAtDesc(boardId, SubmissionStatus.PUBLISHED, RECENT)
			.stream()
			.mapToLong(submission -> submission.duration().toMillis())
			.average();
		if (mean.isEmpty()) {
			return null;
		}
		double millis = before * mean.getAsDouble() + running.stream().mapToDouble(one -> left(one, mean.getAsDouble())).sum();
		return Math.round(millis / 1000);
	}

	private double left(Submission running, double meanMillis) {
		return running.startedAt() == null ? meanMillis
				: Math.max(0, meanMillis - Duration.between(running.startedAt(), clock.instant()).toMillis());
	}

	/** About how long one evaluation on this board takes, in seconds; absent while nothing was measured on it yet. */
	@Transactional(readOnly = true)
	@Nullable
	Long usualSeconds(String boardId) {
		var mean = rows.findByBoardIdAndStatusOrderByEndedAtDesc(boardId, SubmissionStatus.PUBLISHED, RECENT)
			.stream()
			.mapToLong(submission -> submission.duration().toSeconds())
			.average();
		return mean.isPresent() ? Math.round(mean.getAsDouble()) : null;
	}

	/**
	 * A place in the queue.
	 *
	 * @param position    1 is next
	 * @param waiting     submissions that wait, this one included
	 * @param running     evaluations under way
	 * @param waitSeconds estimated time until its turn; absent where nothing is known to estimate from
	 */
	record Place(int position, int waiting, int running, @Nullable Long waitSeconds) {
	}

}
