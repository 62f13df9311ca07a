package org.peftboard.review;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.result.Marks;
import org.peftboard.result.Results;
import org.peftboard.result.Review;
import org.peftboard.result.StoredResult;
import org.peftboard.site.JsonBody;
import org.peftboard.site.ProblemAnswer;
import org.peftboard.submission.Reruns;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What reviewers do, by program: the same rules and the same entries in the audit log as on the pages. */
@RestController
@RequestMapping(path = "/api/v1/review", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "review", description = "Needs a reviewer's token with the scope review.")
@SecurityRequirement(name = "token")
class ReviewApi {

	static final int LARGEST_BYTES = 16 * 1024;

	private final Results results;

	private final Marks marks;

	private final ReviewViews views;

	private final Reviewing reviewing;

	private final Reruns reruns;

	/** Programs are answered in English. */
	private final Words words;

	ReviewApi(Results results, Marks marks, ReviewViews views, Reviewing reviewing, Reruns reruns, MessageSource messages) {
		this.results = results;
		this.marks = marks;
		this.views = views;
		this.reviewing = reviewing;
		this.reruns = reruns;
		this.words = new Words(messages, Locale.ENGLISH);
	}

	/** @param reason a sentence that others can follow; where it is optional, absent for none */
	record Reason(@Nullable String reason) {
	}

	/** Something that was said of a result. */
	record Said(String kind, String by, String at, String reason) {
	}

	/** A run with other seeds. */
	record Again(long submission, List<Long> seeds, String status, String by, @Nullable String result) {

		static Again of(Reruns.Asked asked) {
			return new Again(asked.submissionId(), asked.seeds(), asked.status().name(), asked.by(), asked.resultId().orElse(null));
		}

	}

	/**
	 * How a result stands.
	 *
	 * @param state  FRESH, SUSPECT, VERIFIED, DISMISSED or RERUN
	 * @param by     whose word that is; absent where nobody's
	 * @param flags  raised since a reviewer looked last
	 * @param own    whether the token's owner submitted it, and so may neither verify nor dismiss it
	 */
	record Case(String result, String title, String board, String state, @Nullable String by, String reason, int flags, boolean own, List<Said> history,
			List<Again> reruns) {
	}

	/** What waits, as on the page. */
	record Queue(List<Waiting> suspect, List<Waiting> flagged, List<Waiting> fresh) {
	}

	/** A result that waits. */
	record Waiting(String result, String title, String board, String by, String reason, int flags, String href) {

		static Waiting of(ReviewViews.Line line) {
			return new Waiting(line.id(), line.title(), line.board(), line.by(), line.reason(), line.flags(), "/api/v1/review/results/" + line.id());
		}

	}

	@GetMapping("/queue")
	@Operation(summary = "What waits for a reviewer: suspect, flagged and fresh results")
	Queue queue() {
		ReviewViews.Queue queue = views.queue(words);
		return new Queue(waiting(queue.suspect()), waiting(queue.flagged()), waiting(queue.fresh()));
	}

	private static List<Waiting> waiting(List<ReviewViews.Line> lines) {
		return lines.stream().map(Waiting::of).toList();
	}

	@GetMapping("/results/{id}")
	@Operation(summary = "One result with everything that was said of it, and its re-runs")
	Case one(@AuthenticationPrincipal SignedIn reviewer, @PathVariable String id) {
		return of(reviewer, find(id));
	}

	@PostMapping("/results/{id}/verify")
	@Operation(summary = "Stand for a result; nobody stands for their own",
			requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class))))
	Case verify(@AuthenticationPrincipal SignedIn reviewer, @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
		return say(reviewing::verify, reviewer, id, body);
	}

	@PostMapping("/results/{id}/dismiss")
	@Operation(summary = "Answer suspicion and flags: nothing to object to",
			requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class))))
	Case dismiss(@AuthenticationPrincipal SignedIn reviewer, @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
		return say(reviewing::dismiss, reviewer, id, body);
	}

	@PostMapping("/results/{id}/hold")
	@Operation(summary = "Take a result out of the ranking until a reviewer says otherwise",
			requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class))))
	Case hold(@AuthenticationPrincipal SignedIn reviewer, @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
		return say(reviewing::hold, reviewer, id, body);
	}

	@PostMapping("/results/{id}/flag")
	@Operation(summary = "Ask another reviewer to look; the result stays in the ranking",
			requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class))))
	Case flag(@AuthenticationPrincipal SignedIn reviewer, @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
		return say(reviewing::flag, reviewer, id, body);
	}

	@PostMapping("/results/{id}/note")
	@Operation(summary = "Say something to other reviewers", requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class))))
	Case note(@AuthenticationPrincipal SignedIn reviewer, @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
		return say(reviewing::note, reviewer, id, body);
	}

	@PostMapping("/results/{id}/rerun")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Run it again with as many other seeds, before everything else in the queue; three at a time")
	Again rerun(@AuthenticationPrincipal SignedIn reviewer, @PathVariable String id) {
		return Again.of(reviewing.rerun(reviewer, find(id)));
	}

	/** What is said of a result, with a reason. */
	private interface Word {

		void say(SignedIn reviewer, StoredResult row, String reason);

	}

	private Case say(Word word, SignedIn reviewer, String id, InputStream body) throws IOException {
		StoredResult row = find(id);
		word.say(reviewer, row, reason(body));
		return of(reviewer, row);
	}

	private Case of(SignedIn reader, StoredResult row) {
		Review review = marks.of(row);
		List<Said> history = marks.history(row)
			.stream()
			.map(mark -> new Said(mark.kind().name().toLowerCase(Locale.ROOT), mark.by(), mark.at().toString(), mark.reason()))
			.toList();
		return new Case(row.publicId(), row.title(), row.boardId(), review.state().name(), review.by(), review.reason(), review.flags(), reviewing.own(reader, row),
				history, reruns.of(row.publicId()).stream().map(Again::of).toList());
	}

	private StoredResult find(String id) {
		return results.find(id).orElseThrow(() -> new Unknown("result: got '" + id
				+ "', need the id of a result that everybody may see; take one from /api/v1/review/queue"));
	}

	/** An empty body is no reason. */
	private static String reason(InputStream body) throws IOException {
		String text = JsonBody.text(body, LARGEST_BYTES);
		String reason = text.isEmpty() ? null : Json.read("reason", text, Reason.class).reason();
		return reason == null ? "" : reason;
	}

	@ExceptionHandler
	ProblemDetail refused(Problem.Refused refused) {
		return ProblemAnswer.of(HttpStatus.UNPROCESSABLE_CONTENT, "Cannot be done", refused);
	}

	@ExceptionHandler
	ProblemDetail unknown(Unknown unknown) {
		return ProblemAnswer.of(HttpStatus.NOT_FOUND, "Not found", unknown.getMessage());
	}

	/** No result of this id that everybody may see. */
	static final class Unknown extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Unknown(String message) {
			super(message);
		}

	}

}
