package org.peftboard.result;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Problem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The versions of measured boards: an operator opens a new one when references are to be measured anew, as after a change of the machines.
 *
 * <p>A new version begins empty. Its reference runs are queued at once, and its references are frozen when the last of them is in. Earlier versions stay as they are,
 * can be read, and get no new rows.
 */
@Service
public class BoardVersions {

	private final JdbcClient jdbc;

	private final Boards boards;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private volatile Map<String, Integer> known = Map.of();

	BoardVersions(JdbcClient jdbc, Boards boards, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.boards = boards;
		this.events = events;
		this.clock = clock;
		refresh();
	}

	/** A version that was opened. */
	public record Opened(String firstId, int version, String reason, String by, Instant at) {
	}

	/** A version was opened, and the boards know it; sent after the transaction that opened it. */
	public record BoardOpened(Board board) {
	}

	/** Sent within the transaction that opens it. */
	record Opening(String firstId, int version) {
	}

	/** Every version beyond the first, in the order in which they were opened. */
	@Transactional(readOnly = true)
	public List<Opened> all() {
		return jdbc.sql("select first_id, version, reason, opened_by, opened_at from board_versions order by opened_at, first_id, version")
			.query((row, number) -> new Opened(row.getString(1), row.getInt(2), row.getString(3), row.getString(4),
					row.getObject(5, OffsetDateTime.class).toInstant()))
			.list();
	}

	/**
	 * Opens the next version of a board.
	 *
	 * @return its id
	 * @throws Problem.Refused where this is not a measured board's newest version, or its references are not frozen yet
	 */
	@Transactional
	public String open(Board board, String reason, String by) {
		if (!boards.today(board)) {
			throw new Problem.Refused("board", board.id(), "the newest version of a measured board");
		}
		if (jdbc.sql("select count(*) from board_references where board_id = ?").param(board.id()).query(Integer.class).single() == 0) {
			throw new Problem.Refused("board", board.id() + ", whose references are not frozen yet", "a board whose reference runs are all in");
		}
		String firstId = board.version() == 1 ? board.id() : board.id().substring(0, board.id().lastIndexOf("-v"));
		int next = board.version() + 1;
		try {
			jdbc.sql("insert into board_versions (first_id, version, reason, opened_by, opened_at) values (?, ?, ?, ?, ?)")
				.params(firstId, next, reason, by, clock.instant().atOffset(ZoneOffset.UTC))
				.update();
		}
		catch (DuplicateKeyException openedMeanwhile) {
			throw new Problem.Refused("board", board.id(), "its newest version: somebody opened the next one a moment ago");
		}
		events.publishEvent(new Opening(firstId, next));
		return firstId + "-v" + next;
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void opened(Opening opening) {
		refresh();
		boards.find(opening.firstId + "-v" + opening.version).ifPresent(board -> events.publishEvent(new BoardOpened(board)));
	}

	/** Looks whether another server opened one. */
	public void refresh() {
		Map<String, Integer> newest = new LinkedHashMap<>();
		jdbc.sql("select first_id, max(version) from board_versions group by first_id").query(row -> {
			newest.put(row.getString(1), row.getInt(2));
		});
		if (!newest.equals(known)) {
			known = Map.copyOf(newest);
			boards.versions(known);
		}
	}

}
