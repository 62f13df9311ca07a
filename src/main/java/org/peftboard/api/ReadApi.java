package org.peftboard.api;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Catalogue.MethodCard;
import org.peftboard.evaluator.contract.Catalogue.TaskCard;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Suggestion;
import org.peftboard.leaderboard.Listing;
import org.peftboard.leaderboard.Listings;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Weights;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The read API, version 1. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "read", description = "Everything that the boards show. Answers carry entity tags; send them back in If-None-Match.")
class ReadApi {

	private final Boards boards;

	private final EvaluatorCards cards;

	private final Listings listings;

	private final Results results;

	private final Marks marks;

	private final Snapshots snapshots;

	private final SiteAddress site;

	ReadApi(Boards boards, EvaluatorCards cards, Listings listings, Results results, Marks marks, Snapshots snapshots, SiteAddress site) {
		this.boards = boards;
		this.cards = cards;
		this.listings = listings;
		this.results = results;
		this.marks = marks;
		this.snapshots = snapshots;
		this.site = site;
	}

	/** The rows of a board in order. */
	record RankedRows(String board, String query, String score, Weights weights, References references, boolean provisional, int page, int size,
			int total, List<Frozen.Row> rows) {
	}

	/** A page of results. */
	record ResultPage(int page, int size, long total, List<ApiResult> results) {
	}

	@GetMapping("/boards")
	@Operation(summary = "All boards, or those that adapt one base model")
	List<Board> boards(@Parameter(description = "id of a base model, as boards state it") @RequestParam(required = false) @Nullable String model) {
		requireModel(model);
		return boards.all().stream().filter(board -> model == null || board.baseModel().equals(model)).toList();
	}

	@GetMapping("/boards/{id}")
	@Operation(summary = "One board: costs, score definitions, references, reference runs, source")
	Board board(@PathVariable String id) {
		return known(id);
	}

	@GetMapping("/boards/{id}/rows")
	@Operation(summary = "The rows of a board, ranked as the page ranks them",
			description = "Takes every parameter of the board page's address: score, refs, alpha, beta, gamma, filters and sorting. What is not understood is refused here.")
	ResponseEntity<RankedRows> rows(@PathVariable String id, @Parameter(description = "alpha, beta, gamma: 0 to 5; score; refs; and the page's other parameters")
			@RequestParam MultiValueMap<String, String> parameters) {
		known(id);
		Paging paging = Paging.of(parameters.getFirst("page"), parameters.getFirst("size"));
		MultiValueMap<String, String> view = new LinkedMultiValueMap<>(parameters);
		view.remove("page");
		view.remove("size");
		view.set("board", id);
		Listing listing = listings.of(view);
		if (!listing.problems().isEmpty()) {
			throw new Problem.Refused(listing.problems());
		}
		if (!listing.board().id().equals(id)) {
			throw new Problem.Refused("model", "'" + parameters.getFirst("model") + "'", "the base model of this board, '" + known(id).baseModel()
					+ "'; /api/v1/boards?model= lists the boards of another one");
		}
		List<Frozen.Row> rows = paging.of(listing.lines()).stream().map(Frozen.Row::of).toList();
		return paging.answer(site, new RankedRows(id, listing.query(), listing.score().id(), listing.weights(), listing.references(), listing.provisional(),
				paging.number(), paging.size(), listing.lines().size(), rows), listing.lines().size());
	}

	@GetMapping("/results")
	@Operation(summary = "Results of all boards, oldest first")
	ResponseEntity<ResultPage> results(@RequestParam(required = false) @Nullable String page, @RequestParam(required = false) @Nullable String size,
			@Parameter(description = "id of a base model, as boards state it; all without it") @RequestParam(required = false) @Nullable String model) {
		Paging paging = Paging.of(page, size);
		requireModel(model);
		Map<String, Review> reviews = marks.all();
		List<StoredResult> rows = model == null ? results.page(paging.number() - 1, paging.size()) : results.pageOn(model, paging.number() - 1, paging.size());
		List<ApiResult> found = rows.stream().map(row -> of(row, reviews)).toList();
		long total = model == null ? results.count() : results.countOn(model);
		return paging.answer(site, new ResultPage(paging.number(), paging.size(), total, found), total);
	}

	@GetMapping("/results/{id}")
	@Operation(summary = "One result with its files")
	ApiResult result(@PathVariable String id) {
		results.findAny(id).filter(StoredResult::wasPublic).ifPresent(withdrawn -> {
			throw new Gone(withdrawn);
		});
		StoredResult row = results.find(id).orElseThrow(() -> new NotFound("result", id, "Take an id from /api/v1/results."));
		return ApiResult.of(row, marks.of(row), results.artifactsOf(row).stream().map(file -> ApiResult.File.of(row, file)).toList());
	}

	@GetMapping("/methods")
	@Operation(summary = "The methods that the evaluator trains")
	List<MethodCard> methods() {
		return cards.catalogue().methods();
	}

	@GetMapping("/methods/{id}")
	@Operation(summary = "One method: formula, paper, settings, presets")
	MethodCard method(@PathVariable String id) {
		return cards.catalogue().methods().stream().filter(card -> card.id().equals(id)).findFirst()
			.orElseThrow(() -> new NotFound("method", id, "Take an id from /api/v1/methods."));
	}

	@GetMapping("/tasks")
	@Operation(summary = "The tasks that the evaluator knows")
	List<TaskCard> tasks() {
		return cards.catalogue().tasks();
	}

	@GetMapping("/tasks/{id}")
	@Operation(summary = "One task: splits, metric, template, data")
	TaskCard task(@PathVariable String id) {
		return cards.task(id).orElseThrow(() -> new NotFound("task", id, "Take an id from /api/v1/tasks."));
	}

	@GetMapping("/snapshots/{hash}")
	@Operation(summary = "A frozen view; the address is the SHA-256 of the answer")
	ResponseEntity<String> snapshot(@PathVariable String hash) {
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
			.body(snapshots.find(hash).orElseThrow(() -> new NotFound("snapshot", hash, "An address ends in 64 hexadecimal digits.")).json());
	}

	/** Everything in one document. */
	record Dump(int version, List<Board> boards, List<MethodCard> methods, List<TaskCard> tasks, List<ApiResult> results) {
	}

	@GetMapping("/dump.json")
	@Operation(summary = "Everything in one file: boards, methods, tasks and all results")
	Dump dump() {
		Map<String, Review> reviews = marks.all();
		List<ApiResult> all = boards.all().stream().flatMap(board -> results.ofBoard(board.id()).stream()).map(row -> of(row, reviews)).toList();
		return new Dump(1, boards.all(), cards.catalogue().methods(), cards.catalogue().tasks(), all);
	}

	private static ApiResult of(StoredResult row, Map<String, Review> reviews) {
		return ApiResult.of(row, reviews.getOrDefault(row.publicId(), Review.FRESH), null);
	}

	private void requireModel(@Nullable String model) {
		List<String> known = boards.all().stream().map(Board::baseModel).distinct().toList();
		if (model != null && !known.contains(model)) {
			throw new Problem.Refused("model", "'" + model + "'", Suggestion.oneOf(model.length() > 100 ? "" : model, known));
		}
	}

	private Board known(String id) {
		return boards.find(id).orElseThrow(() -> new NotFound("board", id, "Take an id from /api/v1/boards."));
	}

	/** It was taken back. */
	static final class Gone extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Gone(StoredResult row) {
			super("Withdrawn on " + row.withdrawal().at() + " by " + row.withdrawal().by()
					+ (row.withdrawal().reason() == null ? "." : ". Reason: " + row.withdrawal().reason()));
		}

	}

	/** There is nothing of this name. */
	static final class NotFound extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NotFound(String kind, String id, String advice) {
			super("No " + kind + " '" + (id.length() <= 80 ? id : id.substring(0, 80) + "…") + "'. " + advice);
		}

	}

}
