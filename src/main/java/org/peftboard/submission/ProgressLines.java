package org.peftboard.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Progress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The evaluator's progress and the end of its log, kept while they are news. */
@Component
class ProgressLines {

	static final int LONGEST_TAIL = 16_000;

	/** Per attempt: bounds what a chatty evaluator can store. */
	static final int MOST_LINES = 5_000;

	private static final int LONGEST_MESSAGE = 500;

	private final JdbcClient jdbc;

	ProgressLines(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Numbers grow over all attempts, so that a reader who asks for what comes after a number misses nothing of a later attempt. */
	void append(long submissionId, int attempt, List<Progress> lines) {
		int first = attempt * 10 * MOST_LINES;
		int next = Math.max(lastSequence(submissionId), first) + 1;
		for (Progress line : lines) {
			if (next <= first + MOST_LINES) {
				jdbc.sql("insert into submission_progress (submission_id, sequence, attempt, line) values (?, ?, ?, ?)")
					.params(submissionId, next++, attempt, Json.line(shortened(line)))
					.update();
			}
		}
	}

	private static Progress shortened(Progress line) {
		String message = line.message();
		if (message == null || message.length() <= LONGEST_MESSAGE) {
			return line;
		}
		return new Progress(line.time(), line.phase(), line.task(), line.seed(), line.step(), line.steps(), line.loss(), line.validationScore(),
				line.trainTokensPerSecond(), line.done(), line.etaSeconds(), message.substring(0, LONGEST_MESSAGE - 1) + "…");
	}

	private int lastSequence(long submissionId) {
		return jdbc.sql("select coalesce(max(sequence), 0) from submission_progress where submission_id = ?")
			.param(submissionId)
			.query(Integer.class)
			.single();
	}

	/** The lines of an attempt that come after a sequence number, oldest first. */
	List<Line> after(long submissionId, int attempt, int sequence) {
		return jdbc.sql("select sequence, line from submission_progress where submission_id = ? and attempt = ? and sequence > ? order by sequence")
			.params(submissionId, attempt, sequence)
			.query(ProgressLines::line)
			.list();
	}

	/** The newest line of an attempt. */
	@Nullable
	Line last(long submissionId, int attempt) {
		return jdbc.sql("select sequence, line from submission_progress where submission_id = ? and attempt = ? order by sequence desc limit 1")
			.params(submissionId, attempt)
			.query(ProgressLines::line)
			.optional()
			.orElse(null);
	}

	private static Line line(ResultSet row, int number) throws SQLException {
		return new Line(row.getInt(1), Json.read("progress", row.getString(2), Progress.class));
	}

	/** Replaces the end of the log; the oldest characters give way. */
	void log(long submissionId, int attempt, String text) {
		String tail = text.length() <= LONGEST_TAIL ? text : text.substring(text.length() - LONGEST_TAIL);
		int updated = jdbc.sql("update submission_logs set attempt = ?, tail = ? where submission_id = ?").params(attempt, tail, submissionId).update();
		if (updated == 0) {
			jdbc.sql("insert into submission_logs (submission_id, attempt, tail) values (?, ?, ?)").params(submissionId, attempt, tail).update();
		}
	}

	@Nullable
	String log(long submissionId) {
		return jdbc.sql("select tail from submission_logs where submission_id = ?").param(submissionId).query(String.class).optional().orElse(null);
	}

	/** The published result has all of it. */
	void forget(long submissionId) {
		jdbc.sql("delete from submission_progress where submission_id = ?").param(submissionId).update();
		jdbc.sql("delete from submission_logs where submission_id = ?").param(submissionId).update();
	}

	/** A line with its place, by which a reader asks for what is new. */
	record Line(int sequence, Progress progress) {
	}

}
