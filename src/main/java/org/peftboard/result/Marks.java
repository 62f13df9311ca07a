package org.peftboard.result;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was said of results: added to and read, never changed. */
@Service
public class Marks {

	/** In characters. */
	public static final int LONGEST_REASON = 1000;

	private final MarkRows marks;

	private final ResultRows rows;

	private final Calibration calibration;

	private final Boards boards;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Marks(MarkRows marks, ResultRows rows, Calibration calibration, Boards boards, ApplicationEventPublisher events, Clock clock) {
		this.marks = marks;
		this.rows = rows;
		this.calibration = calibration;
		this.boards = boards;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Says something of a result, within the caller's transaction, and sends {@link ResultMarked}.
	 *
	 * @param byId absent where the site itself says it
	 */
	@Transactional
	public void add(StoredResult result, Mark.Kind kind, @Nullable Long byId, String by, String reason) {
		marks.append(result, new Mark(result.publicId(), kind, byId, by, reason, clock.instant()));
		if (result.referenceRun() != null) {
			// one that was suspect may be the last that its board waited for
			boards.find(result.boardId()).filter(Board::measured).ifPresent(calibration::freezeWhenComplete);
		}
		events.publishEvent(new ResultMarked(result.publicId(), result.boardId()));
	}

	/** How a result stands. */
	@Transactional(readOnly = true)
	public Review of(StoredResult result) {
		return Review.of(history(result));
	}

	/** Everything that was said of a result, oldest first. */
	@Transactional(readOnly = true)
	public List<Mark> history(StoredResult result) {
		return marks.ofResult(result.id());
	}

	/** How the results of a board stand, by public id; those of which nothing was said are missing. */
	@Transactional(readOnly = true)
	public Map<String, Review> ofBoard(String boardId) {
		return marks.ofBoard(boardId);
	}

	/** How all results stand, by public id; those of which nothing was said are missing. */
	@Transactional(readOnly = true)
	public Map<String, Review> all() {
		return marks.all();
	}

	/** The runs that repeated a result with other seeds, oldest first. */
	@Transactional(readOnly = true)
	public List<StoredResult> rerunsOf(StoredResult result) {
		return marks.rerunsOf(result.publicId()).stream().flatMap(id -> rows.findByPublicId(id).stream()).toList();
	}

	/** How many marks of this kind an account made since then. */
	@Transactional(readOnly = true)
	public int countOf(long accountId, Mark.Kind kind, Instant since) {
		return marks.countOf(accountId, kind, since);
	}

}
