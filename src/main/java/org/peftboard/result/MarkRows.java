package org.peftboard.result;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The marks in the database: appended and read, never changed. */
@Component
class MarkRows {

	private static final String SELECT = """
			select r.public_id, m.kind, m.by_id, m.by_name, m.reason, m.created_at from result_marks m join results r on r.id = m.result_id""";

	private final JdbcClient jdbc;

	MarkRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void append(StoredResult result, Mark mark) {
		jdbc.sql("insert into result_marks (result_id, board_id, kind, by_id, by_name, reason, created_at) values (?, ?, ?, ?, ?, ?, ?)")
			.params(Arrays.asList(result.id(), result.boardId(), mark.kind().name(), mark.byId(), mark.by(), mark.reason(), mark.at().atOffset(ZoneOffset.UTC)))
			.update();
	}

	List<Mark> ofResult(long id) {
		return jdbc.sql(SELECT + " where m.result_id = ? order by m.id").param(id).query(MarkRows::mark).list();
	}

	/** Public ids of the results that repeat this one. */
	List<String> rerunsOf(String publicId) {
		return jdbc.sql(SELECT + " where m.kind = 'RERUN' and m.reason = ? order by m.id").param(publicId).query(MarkRows::mark).list().stream().map(Mark::publicId).toList();
	}

	Map<String, Review> ofBoard(String boardId) {
		return reviews(jdbc.sql(SELECT + " where m.board_id = ? order by m.id").param(boardId).query(MarkRows::mark).list());
	}

	Map<String, Review> all() {
		return reviews(jdbc.sql(SELECT + " order by m.id").query(MarkRows::mark).list());
	}

	private static Map<String, Review> reviews(List<Mark> marks) {
		Map<String, List<Mark>> byResult = new LinkedHashMap<>();
		marks.forEach(mark -> byResult.computeIfAbsent(mark.publicId(), id -> new ArrayList<>()).add(mark));
		Map<String, Review> reviews = new LinkedHashMap<>();
		byResult.forEach((id, ofOne) -> reviews.put(id, Review.of(ofOne)));
		return reviews;
	}

	int countOf(long accountId, Mark.Kind kind, Instant since) {
		return jdbc.sql("select count(*) from result_marks where by_id = ? and kind = ? and created_at >= ?")
			.params(accountId, kind.name(), since.atOffset(ZoneOffset.UTC))
			.query(Integer.class)
			.single();
	}

	/** Id of the newest mark, so that a change shows; 0 where there is none. */
	long newest() {
		return jdbc.sql("select coalesce(max(id), 0) from result_marks").query(Long.class).single();
	}

	long newest(String boardId) {
		return jdbc.sql("select coalesce(max(id), 0) from result_marks where board_id = ?").param(boardId).query(Long.class).single();
	}

	private static Mark mark(ResultSet row, int number) throws SQLException {
		long byId = row.getLong("by_id");
		Long account = row.wasNull() ? null : byId;
		return new Mark(row.getString("public_id"), Mark.Kind.valueOf(row.getString("kind")), account, row.getString("by_name"), row.getString("reason"),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

}
