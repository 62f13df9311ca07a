package org.peftboard.submission;

import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluation.StandInCatalogue;
import org.peftboard.result.BoardVersions;
import org.peftboard.result.Measured;
import org.peftboard.result.NewMeasuredResult;
import org.peftboard.result.Results;
import org.peftboard.evaluator.contract.Json;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@Import(StandInCatalogue.class)
@TestPropertySource(properties = "peftboard.reference-runs.enabled=true")
@DirtiesContext
class ReferenceRunsTest {

	private final Boards boards;

	private final BoardVersions versions;

	private final Results results;

	private final JdbcClient jdbc;

	ReferenceRunsTest(Boards boards, BoardVersions versions, Results results, JdbcClient jdbc) {
		this.boards = boards;
		this.versions = versions;
		this.results = results;
		this.jdbc = jdbc;
	}

	private int queued(String board) {
		return jdbc.sql("select count(*) from submissions s join scheduled_tasks t on t.task_instance = cast(s.id as varchar) where s.board_id = ? and s.status = 'QUEUED'")
			.param(board)
			.query(Integer.class)
			.single();
	}

	@Test
	void thoseOfANewVersionAreQueuedAtOnceAndOnAnotherServersWordItsResultsArePublished() {
		Board board = boards.measured("mini").orElseThrow();
		assertThat(queued(board.id())).as("at the start").isGreaterThanOrEqualTo(board.referenceRuns().size());
		board.referenceRuns().forEach(run -> results.publish(Measured.reference(run.id(), 70, run.id().equals("none") ? 0 : 16_384, 1.1,
				run.id().equals("none") ? null : 6_000_000L)));
		String next = versions.open(board, "new disks", "root");
		assertThat(queued(next)).isEqualTo(board.referenceRuns().size());

		jdbc.sql("insert into board_versions (first_id, version, reason, opened_by, opened_at) values (?, 3, 'by another server', 'root', current_timestamp)").param(board.id()).update();
		String elsewhere = board.id() + "-v3";
		assertThat(boards.find(elsewhere)).as("nobody told this process").isEmpty();
		results.publish(new NewMeasuredResult("evaluation-77", elsewhere, "LoRA", "ada", null, Json.pretty(Measured.result("lora", 75, 1000, 1.1, 5_000_000L)), List.of()));
		assertThat(boards.find(elsewhere)).isPresent();
	}

}
