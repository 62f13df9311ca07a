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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Boards;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a waiting submission stands in the queue of its class of hardware, and about when its turn comes.
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

	private final Boards boards;

	private final Clock clock;

	private final Duration age;

	private final ReentrantLock making = new ReentrantLock();

	private volatile @Nullable Kept kept;

	private record Kept(Map<String, QueuePicture> pictures, long readNanos) {
	}

	QueuePlaces(SubmissionRows rows, Durations durations, FairTurns turns, Boards boards, Clock clock,
			@Value("${peftboard.queue.picture-age:1s}") Duration age) {
		this.rows = rows;
		this.durations = durations;
		this.turns = turns;
		this.boards = boards;
		this.clock = clock;
		this.age = age;
	}

	/** The place of a waiting submission; absent for every other one. */
	@Transactional(readOnly = true)
	@Nullable
	Place of(Submission submission) {
		return submission.status() == SubmissionStatus.QUEUED ? picture(boards.hardwareOf(submission.boardId()).id()).place(Waiting.of(submission)) : null;
	}

	/** The place that this person's next submission to a board of this class of hardware would get now. */
	@Transactional(readOnly = true)
	Place next(long submitterId, String hardwareClass) {
		return picture(hardwareClass).place(new Waiting(Long.MAX_VALUE, Priority.PERSON, turns.next(submitterId, hardwareClass), "", "", 1));
	}

	private QueuePicture picture(String hardwareClass) {
		return pictures().getOrDefault(hardwareClass, QueuePicture.EMPTY);
	}

	/** Nobody waits while another reads: who waited could hold the connection that the other needs. */
	private Map<String, QueuePicture> pictures() {
		Kept last = kept;
		if (last != null && System.nanoTime() - last.readNanos < age.toNanos()) {
			return last.pictures;
		}
		boolean mine = making.tryLock();
		try {
			return mine || last == null ? read() : last.pictures;
		}
		finally {
			if (mine) {
				making.unlock();
			}
		}
	}

	/** A queue for each class of hardware that anything waits for or runs on. */
	private Map<String, QueuePicture> read() {
		long now = System.nanoTime();
		Map<String, Double> ofOneSeed = new HashMap<>();
		List<Submission> running = rows.findByStatusInOrderByPriorityDescTurnAtAscIdAsc(RUNNING, ALL_RUNNING);
		Map<String, List<Submission>> runningOn = running.stream().collect(Collectors.groupingBy(one -> boards.hardwareOf(one.boardId()).id()));
		Map<String, List<Waiting>> waitingFor = rows.findWaiting().stream().collect(Collectors.groupingBy(one -> boards.hardwareOf(one.boardId()).id()));
		Map<String, QueuePicture> pictures = new HashMap<>();
		Stream.concat(runningOn.keySet().stream(), waitingFor.keySet().stream()).distinct().forEach(hardwareClass -> {
			List<Submission> here = runningOn.getOrDefault(hardwareClass, List.of());
			double left = here.stream().mapToDouble(one -> left(one, ofOneSeed)).sum();
			pictures.put(hardwareClass, QueuePicture.of(waitingFor.getOrDefault(hardwareClass, List.of()), one -> seconds(one, ofOneSeed), here.size(), left));
		});
		kept = new Kept(pictures, now);
		return pictures;
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
