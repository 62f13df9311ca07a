package org.peftboard.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a waiting submission stands in the queue, and about when its turn comes.
 *
 * <p>Read from a picture of the queue that all who ask share, however many they are; it is made anew when it is older than {@code peftboard.queue.picture-age}.
 */
@Component
public class QueuePlaces {

	private static final Set<SubmissionStatus> RUNNING = EnumSet.range(SubmissionStatus.LEASED, SubmissionStatus.SCORED);

	private static final Limit ALL_RUNNING = Limit.of(50);

	private final SubmissionRows rows;

	private final Durations durations;

	private final FairTurns turns;

	private final Clock clock;

	private final Duration age;

	private final ReentrantLock making = new ReentrantLock();

	private volatile @Nullable Kept kept;

	private record Kept(QueuePicture picture, long readNanos) {
	}

	QueuePlaces(SubmissionRows rows, Durations durations, FairTurns turns, Clock clock, @Value("${peftboard.queue.picture-age:1s}") Duration age) {
		this.rows = rows;
		this.durations = durations;
		this.turns = turns;
		this.clock = clock;
		this.age = age;
	}

	/** The place of a waiting submission; absent for every other one. */
	@Transactional(readOnly = true)
	@Nullable
	Place of(Submission submission) {
		return submission.status() == SubmissionStatus.QUEUED ? picture().place(Waiting.of(submission)) : null;
	}

	/** The place that this person's next submission would get now. */
	@Transactional(readOnly = true)
	Place next(long submitterId) {
		return picture().place(new Waiting(Long.MAX_VALUE, Priority.PERSON, turns.next(submitterId), "", "", 1));
	}

	/** Nobody waits while another reads: who waited could hold the connection that the other needs. */
	private QueuePicture picture() {
		Kept last = kept;
		if (last != null && System.nanoTime() - last.readNanos < age.toNanos()) {
			return last.picture;
		}
		boolean mine = making.tryLock();
		try {
			return mine || last == null ? read() : last.picture;
		}
		finally {
			if (mine) {
				making.unlock();
			}
		}
	}

	private QueuePicture read() {
		long now = System.nanoTime();
		Map<String, Double> ofOneSeed = new HashMap<>();
		List<Submission> running = rows.findByStatusInOrderByPriorityDescTurnAtAscIdAsc(RUNNING, ALL_RUNNING);
		double left = running.stream().mapToDouble(one -> left(one, ofOneSeed)).sum();
		QueuePicture picture = QueuePicture.of(rows.findWaiting(), one -> seconds(one, ofOneSeed), running.size(), left);
		kept = new Kept(picture, now);
		return picture;
	}

	private double left(Submission running, Map<String, Double> ofOneSeed) {
		Instant started = running.times().startedAt();
		double gone = started == null ? 0 : Duration.between(started, clock.instant()).toMillis() / 1000.0;
		double predicted = seconds(Waiting.of(running), ofOneSeed);
		return Double.isNaN(predicted) ? predicted : Math.max(0, predicted - gone);
	}

	private double seconds(Waiting one, Map<String, Double> ofOneSeed) {
		return one.seeds() * ofOneSeed.computeIfAbsent(one.boardId() + "\n" + one.methodId(),
				key -> durations.of(one.boardId(), one.methodId(), 1).map(Durations.Predicted::seconds).orElse(Double.NaN));
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
