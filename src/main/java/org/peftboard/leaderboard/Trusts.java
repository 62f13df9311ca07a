package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.ScoreVersion;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Finds what is known of how certain the rows of a board are.
 *
 * <p>Reading the records of many rows takes a while, so it is done for the {@value #MOST} best rows by default weights, each once, and a page does not wait
 * for many at a time: it asks for what is there already, and its worker asks for the rest.
 */
@Component
class Trusts {

	private static final int MOST = 100;

	/** How many new rows a page waits for. */
	private static final int AT_ONCE = 12;

	/** In the JSON, draws are whole numbers of this fraction. */
	private static final double STEPS = 1e4;

	private final ItemScores items;

	private final Map<String, Optional<Trust.Row>> read = new ConcurrentHashMap<>();

	Trusts(ItemScores items) {
		this.items = items;
	}

	/** What is known without a long wait. */
	Trust of(Standing standing) {
		if (!standing.board().measured()) {
			return Trust.NONE;
		}
		List<StoredResult> rows = best(standing);
		List<StoredResult> fresh = rows.stream().filter(row -> !read.containsKey(row.publicId())).toList();
		(fresh.size() <= AT_ONCE ? fresh : fresh.subList(0, AT_ONCE)).forEach(this::row);
		return trust(rows);
	}

	private Trust trust(List<StoredResult> rows) {
		Map<String, Trust.Row> known = new LinkedHashMap<>();
		rows.forEach(row -> read.getOrDefault(row.publicId(), Optional.empty()).ifPresent(trust -> known.put(row.publicId(), trust)));
		return new Trust(known);
	}

	/** What is known of one row; reading it for the first time takes a moment. */
	Optional<Trust.Row> row(StoredResult row) {
		return read.computeIfAbsent(row.publicId(), id -> items.of(row).map(scored -> row(id, scored)));
	}

	private static Trust.Row row(String id, ItemScores.Scored scored) {
		Result.Interval interval = scored.result().interval();
		Draws draws = scored.whole() ? Draws.of(id, scored) : null;
		boolean repeated = draws != null && draws.latencies()[0] != draws.latencies()[1];
		return new Trust.Row(new Trust.Ends(interval.low(), interval.high()), repeated ? Draws.ends(draws.latencies()) : null, draws);
	}

	private static List<StoredResult> best(Standing standing) {
		ScoreVersion score = ScoreVersion.of(standing.board().scores().get(0).id());
		return standing.byDefault(score, ReferenceChoice.FROZEN).ranking().places().stream().limit(MOST).map(place -> standing.index().row(place.id())).toList();
	}

	/** Where the draws of a board are. */
	String hrefOf(Standing standing) {
		return "/boards/" + standing.board().id() + "/trust.json";
	}

	/** Everything that is known, for the page's worker. */
	@RestController
	static class Page {

		private final Boards boards;

		private final Standings standings;

		private final Trusts trusts;

		Page(Boards boards, Standings standings, Trusts trusts) {
			this.boards = boards;
			this.standings = standings;
			this.trusts = trusts;
		}

		/**
		 * Draws as whole numbers of 1/10,000: {@code logScores} are ln of the drawn score over the score, {@code latencies} the drawn latency less
		 * the latency. {@code ends} has the ends of an interval, or of several runs, by row and column, in the board's units.
		 */
		@GetMapping("/boards/{id}/trust.json")
		ResponseEntity<String> draws(@PathVariable String id) {
			Board board = boards.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
			Map<String, Object> rows = new LinkedHashMap<>();
			Map<String, Object> ends = new LinkedHashMap<>();
			if (board.measured()) {
				Standing standing = standings.of(board);
				for (StoredResult row : best(standing)) {
					Optional<Trust.Row> trust = trusts.row(row);
					trust.map(Trust.Row::draws).ifPresent(draws -> rows.put(row.publicId(), whole(row, draws)));
					ends.put(row.publicId(), Spread.of(trust.orElse(null), standing.repeats().get(row.publicId())));
				}
			}
			Map<String, Object> trust = new LinkedHashMap<>();
			trust.put("draws", Draws.COUNT);
			trust.put("steps", STEPS);
			trust.put("rows", rows);
			trust.put("ends", ends);
			return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).header("Cache-Control", "no-cache").body(Json.line(trust));
		}

		private static @Nullable Object whole(StoredResult row, Draws draws) {
			double score = Objects.requireNonNull(row.score());
			double latency = Objects.requireNonNull(row.latencyCost());
			List<Long> logScores = new ArrayList<>();
			List<Long> latencies = new ArrayList<>();
			IntStream.range(0, Draws.COUNT).forEach(draw -> {
				logScores.add(Math.round(STEPS * (score > 0 ? Trust.logRatio(draws.scores()[draw], score) : 0)));
				latencies.add(Math.round(STEPS * (draws.latencies()[draw] - latency)));
			});
			return Map.of("logScores", logScores, "latencies", latencies);
		}

	}

}
