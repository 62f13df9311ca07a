package org.peftboard.submission;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.notice.PersonalNotices;
import org.peftboard.result.Results;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/**
 * Searches over settings: all configurations are measured, and the one with the best validation score goes onto the board, with how many were tried in its name.
 *
 * <p>The test scores of the others are never shown, to nobody: choosing by them would be choosing by the test data. What failed or was cancelled counts as tried.
 */
@Component
class Searches {

	private final JdbcClient jdbc;

	private final SubmissionRows rows;

	private final Results results;

	private final PersonalNotices notices;

	private final Clock clock;

	Searches(JdbcClient jdbc, SubmissionRows rows, Results results, PersonalNotices notices, Clock clock) {
		this.jdbc = jdbc;
		this.rows = rows;
		this.results = results;
		this.notices = notices;
		this.clock = clock;
	}

	/**
	 * A search as stored.
	 *
	 * @param space    values by setting, as JSON
	 * @param winner   the submission with the best validation score, once all have ended
	 */
	record Search(long id, long submitterId, String title, String space, int tried, @Nullable Long winner, @Nullable Instant endedAt) {
	}

	/** Opens a search, within the caller's transaction. */
	long open(long submitterId, SearchSpace space, int tried) {
		GeneratedKeyHolder key = new GeneratedKeyHolder();
		String title = space.proposal().title().isBlank() ? space.proposal().setting().id() : space.proposal().title().strip();
		jdbc.sql("insert into searches (submitter_id, title, space_json, tried, created_at) values (?, ?, ?, ?, ?)")
			.params(submitterId, title, Json.line(space.values()), tried, clock.instant().atOffset(ZoneOffset.UTC))
			.update(key, "id");
		return Objects.requireNonNull(key.getKey()).longValue();
	}

	Optional<Search> find(long id) {
		return jdbc.sql("select id, submitter_id, title, space_json, tried, winner_id, ended_at from searches where id = ?")
			.param(id)
			.query((row, number) -> {
				OffsetDateTime ended = row.getObject(7, OffsetDateTime.class);
				long winner = row.getLong(6);
				return new Search(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getInt(5), row.wasNull() ? null : winner,
						ended == null ? null : ended.toInstant());
			})
			.optional();
	}

	/** The configurations of a search, in the order in which they were declared. */
	List<Submission> members(long id) {
		return rows.findBySearchIdOrderById(id);
	}

	/** Notes the validation score of a member whose result was just stored. */
	void measured(Submission member, String resultId) {
		if (member.searchId() != null) {
			results.findAny(resultId).flatMap(results::document).ifPresent(document -> {
				OptionalDouble score = validationScore(document);
				member.validated(score.isPresent() ? score.getAsDouble() : null);
			});
		}
	}

	/** Mean over tasks and seeds, each as the main metric at the checkpoint that was kept, 0 to 100; empty where a run has none. */
	private static OptionalDouble validationScore(Result document) {
		List<Result.SeedRun> runs = document.tasks().stream().flatMap(task -> task.runs().stream()).toList();
		boolean known = runs.stream().allMatch(run -> run.validationScore() != null);
		return known ? runs.stream().mapToDouble(run -> Objects.requireNonNull(run.validationScore())).average() : OptionalDouble.empty();
	}

	/** A member ended, within the caller's transaction: after the last of them the best is shown. The search is locked, so two that end at once wait for each other. */
	void memberEnded(Submission member) {
		Long id = member.searchId();
		if (id == null || jdbc.sql("select id from searches where id = ? and ended_at is null for update").param(id).query(Long.class).optional().isEmpty()) {
			return;
		}
		List<Submission> members = members(id);
		if (!members.stream().allMatch(one -> one.status().ended())) {
			return;
		}
		Optional<Submission> best = members.stream()
			.filter(one -> one.status() == SubmissionStatus.PUBLISHED && one.validationScore() != null)
			.max(Comparator.comparingDouble((Submission one) -> Objects.requireNonNull(one.validationScore())).thenComparing(Comparator.comparingLong(Submission::id).reversed()));
		jdbc.sql("update searches set ended_at = ?, winner_id = ? where id = ?")
			.param(clock.instant().atOffset(ZoneOffset.UTC))
			.param(best.map(Submission::id).orElse(null))
			.param(id)
			.update();
		best.ifPresent(winner -> show(winner, members.size()));
		notices.tell(member.submitterId(), "search.ended", "/searches/" + id, best.isPresent() ? "notice.search" : "notice.search.none", members.size(),
				best.map(Submission::title).orElse(""));
	}

	private void show(Submission winner, int tried) {
		Instant from = winner.disclosure().embargoUntil() == null ? clock.instant() : winner.disclosure().embargoUntil();
		results.show(Objects.requireNonNull(winner.resultId()), from, titleOf(winner, tried));
	}

	static String titleOf(Submission winner, int tried) {
		return winner.title() + ", best of " + tried + " tried";
	}

}
