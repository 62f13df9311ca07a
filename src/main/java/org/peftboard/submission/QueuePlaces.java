package org.peftboard.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a waiting submission stands in the queue, and about when its turn comes. */
@Component
public class QueuePlaces {

	private static final Set<SubmissionStatus> RUNNING = EnumSet.range(SubmissionStatus.LEASED, SubmissionStatus.SCORED);

	private static final Limit ALL_RUNNING = Limit.of(50);

	private final SubmissionRows rows;

	private final Durations durations;

	private final FairTurns turns;

	private final Clock clock;

	QueuePlaces(SubmissionRows rows, Durations durations, FairTurns turns, Clock clock) {
		this.rows = rows;
		this.durations = durations;
		this.turns = turns;
		this.clock = clock;
	}

	/** The place of a waiting submission; absent for every other one. */
	@Transactional(readOnly = true)
	@Nullable
	Place of(Submission submission) {
		return submission.status() == SubmissionStatus.QUEUED ? place(submission.priority(), submission.turnAt(), submission.id(), 0) : null;
	}

	/** The place that this person's next submission would get now. */
	@Transactional(readOnly = true)
	Place next(long submitterId) {
		return place(Priority.PERSON, turns.next(submitterId), Long.MAX_VALUE, 1);
	}

	private Place place(int priority, Instant turn, long id, int newcomers) {
		List<Ahead> ahead = rows.findBefore(priority, turn, id);
		int before = (int) ahead.stream().mapToLong(Ahead::submissions).sum();
		int waiting = rows.countByStatusIn(EnumSet.of(SubmissionStatus.QUEUED)) + newcomers;
		List<Submission> running = rows.findByStatusInOrderByPriorityDescTurnAtAscIdAsc(RUNNING, ALL_RUNNING);
		return new Place(before + 1, waiting, running.size(), waitSeconds(ahead, running));
	}

	/**
	 * Predicted durations of what is before, and what is left of those that run, shared by as many workers as are busy, one at least.
	 *
	 * @return absent where nothing is known to predict from
	 */
	private @Nullable Long waitSeconds(List<Ahead> ahead, List<Submission> running) {
		double seconds = 0;
		for (Ahead group : ahead) {
			var predicted = durations.of(group.boardId(), group.methodId(), group.seeds());
			if (predicted.isEmpty()) {
				return null;
			}
			seconds += predicted.get().seconds();
		}
		for (Submission one : running) {
			OptionalDouble left = left(one);
			if (left.isEmpty()) {
				return null;
			}
			seconds += left.getAsDouble();
		}
		return Math.round(seconds / Math.max(1, running.size()));
	}

	private OptionalDouble left(Submission running) {
		var predicted = durations.of(running.boardId(), running.methodId(), running.seeds());
		if (predicted.isEmpty()) {
			return OptionalDouble.empty();
		}
		Instant started = running.times().startedAt();
		double gone = started == null ? 0 : Duration.between(started, clock.instant()).toMillis() / 1000.0;
		return OptionalDouble.of(Math.max(0, predicted.get().seconds() - gone));
	}

	/**
	 * A place in the queue.
	 *
	 * @param position    1 is next
	 * @param waiting     submissions that wait, this one included
	 * @param running     evaluations under way
	 * @param waitSeconds estimated time until its turn; absent where nothing is known to estimate from
	 */
	public record Place(int position, int waiting, int running, @Nullable Long waitSeconds) {
	}

}
