package org.peftboard.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.SubmissionDocument;
import org.peftboard.site.JsonBody;
import org.peftboard.submission.Forecasts;
import org.peftboard.submission.IdempotentRequests;
import org.peftboard.submission.Owners;
import org.peftboard.submission.Proposal;
import org.peftboard.submission.Quotas;
import org.peftboard.submission.Submission;
import org.peftboard.submission.Submissions;
import org.peftboard.submission.UploadedAdapter;
import org.peftboard.submission.UploadedAdapters;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Submissions by program: check, submit, watch, cancel, withdraw. Who asks is known by a token. */
@RestController
@RequestMapping(path = "/api/v1/submissions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "submissions", description = "Needs a token: scope submit to change anything, read or submit to read one's own.")
@SecurityRequirement(name = "token")
class WriteApi {

	static final int LARGEST_BYTES = 64 * 1024;

	private final Submissions submissions;

	private final Forecasts forecasts;

	private final Owners owners;

	private final Quotas quotas;

	private final IdempotentRequests requests;

	private final UploadedAdapters adapters;

	WriteApi(Submissions submissions, Forecasts forecasts, Owners owners, Quotas quotas, IdempotentRequests requests, UploadedAdapters adapters) {
		this.submissions = submissions;
		this.forecasts = forecasts;
		this.owners = owners;
		this.quotas = quotas;
		this.requests = requests;
		this.adapters = adapters;
	}

	/** @param reason shown to everybody; absent for none */
	record Withdrawal(@Nullable String reason) {
	}

	/** What is kept under an idempotency key. */
	record Done(@Nullable Long submission, @Nullable Long search, @Nullable Boolean existing) {

		static Done search(long id) {
			return new Done(null, id, null);
		}

	}

	@PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Everything that can be said before a configuration is queued; stores nothing",
			requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = SubmissionDocument.class))))
	ApiSubmission.Check check(@AuthenticationPrincipal SignedIn person, @Parameter(hidden = true) InputStream body) throws IOException {
		SubmissionDocument document = document(JsonBody.text(body, LARGEST_BYTES));
		if (document.search() != null) {
			throw new Problem.Refused("search", "a search", "a single configuration: leave 'search' out, or submit");
		}
		return ApiSubmission.Check.of(forecasts.of(person, proposal(document)));
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Submit a configuration, or a search", description = "201 with what was queued, 200 where the same configuration is there already. "
			+ "Send an Idempotency-Key, and the request may be sent again without being carried out again for a day.",
			requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = SubmissionDocument.class))))
	ResponseEntity<ApiSubmission.Submitted> submit(@AuthenticationPrincipal SignedIn person,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Parameter(description = "1 to 100 signs, such as a UUID") String key,
			@Parameter(hidden = true) InputStream body) throws IOException {
		String text = JsonBody.text(body, LARGEST_BYTES);
		SubmissionDocument document = document(text);
		if (key == null) {
			return answer(person, carryOut(person, document, done -> {
			}), false);
		}
		IdempotentRequests.Answer answer = requests.once(person.id(), key, text, keep -> Json.line(carryOut(person, document, keep)));
		return answer(person, Json.read("answer", answer.text(), Done.class), answer.repeated());
	}

	@PostMapping(path = "/check", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@Operation(summary = "The same for a trained adapter",
			description = "Parts as for submitting one. The file is kept for a day, so that it need not travel twice.",
			requestBody = @RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE, schema = @Schema(implementation = AdapterForm.class))))
	ApiSubmission.Check checkAdapter(@AuthenticationPrincipal SignedIn person, @Parameter(hidden = true) @RequestParam Part submission,
			@Parameter(hidden = true) @RequestParam Part adapter) throws IOException {
		SubmissionDocument document = document(JsonBody.text(submission.getInputStream(), LARGEST_BYTES));
		return ApiSubmission.Check.of(forecasts.of(person, proposal(document).with(adapters.keep(person, adapter.getInputStream()))));
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@Operation(summary = "Have a trained adapter tested; nothing is trained",
			description = "Part 'submission' is the JSON of a submission, without seeds and search; part "
			+ "'adapter' the adapter_model.safetensors of the method and settings that it names. The row says that it was not trained here, and has no rank.",
			requestBody = @RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE, schema = @Schema(implementation = AdapterForm.class))))
	ResponseEntity<ApiSubmission.Submitted> submitAdapter(@AuthenticationPrincipal SignedIn person,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Parameter(description = "1 to 100 signs, such as a UUID") String key,
			@Parameter(hidden = true) @RequestParam Part submission, @Parameter(hidden = true) @RequestParam Part adapter) throws IOException {
		String text = JsonBody.text(submission.getInputStream(), LARGEST_BYTES);
		SubmissionDocument document = document(text);
		if (document.search() != null) {
			throw new Problem.Refused("search", "a search with an adapter", "one configuration: an adapter has the settings that it was trained with");
		}
		UploadedAdapter uploaded = adapters.keep(person, adapter.getInputStream());
		Proposal proposal = proposal(document).with(uploaded);
		if (key == null) {
			return answer(person, carryOut(person, proposal), false);
		}
		IdempotentRequests.Answer answer = requests.once(person.id(), key, text + uploaded.sha256(), keep -> Json.line(carryOut(person, proposal)));
		return answer(person, Json.read("answer", answer.text(), Done.class), answer.repeated());
	}

	/** What the document of the API says of a form with an adapter. */
	@Schema(name = "AdapterForm", requiredProperties = { "submission", "adapter" })
	record AdapterForm(SubmissionDocument submission, @Schema(type = "string", format = "binary") String adapter) {
	}

	/** A single configuration is known again by what it is; a search is not, so its answer is kept with it. */
	private Done carryOut(SignedIn person, SubmissionDocument document, Consumer<String> keep) {
		Map<String, List<Object>> search = document.search();
		if (search != null) {
			return Done.search(submissions.search(person, proposal(document), search, id -> keep.accept(Json.line(Done.search(id)))));
		}
		return carryOut(person, proposal(document));
	}

	private Done carryOut(SignedIn person, Proposal proposal) {
		Submissions.Answer answer = submissions.submit(person, proposal);
		return new Done(answer.submission().id(), null, answer.existing());
	}

	/** Somebody else's submission of the same is named by its result alone, if that is public. */
	private ResponseEntity<ApiSubmission.Submitted> answer(SignedIn person, Done done, boolean repeated) {
		String href = done.search() != null ? "/searches/" + done.search() : "/api/v1/submissions/" + done.submission();
		boolean existing = Boolean.TRUE.equals(done.existing());
		ApiSubmission submission = done.submission() == null ? null
				: submissions.find(done.submission(), person).map(found -> ApiSubmission.of(found, existing)).orElse(null);
		var response = existing ? ResponseEntity.ok() : ResponseEntity.created(URI.create(href));
		if (repeated) {
			response.header("Idempotency-Replayed", "true");
		}
		String others = submissions.addressFor(person, done.submission() == null ? 0 : done.submission()).orElse("/");
		return response.body(new ApiSubmission.Submitted(submission, done.search(), done.search() != null || submission != null ? href : others));
	}

	@GetMapping
	@Operation(summary = "One's own submissions, newest first, at most 200, and the quota")
	ApiSubmission.Own own(@AuthenticationPrincipal SignedIn person) {
		return new ApiSubmission.Own(quotas.of(person.id()), submissions.of(person).stream().map(submission -> ApiSubmission.of(submission, null)).toList());
	}

	@GetMapping("/{id}")
	@Operation(summary = "One of one's own submissions")
	ApiSubmission one(@AuthenticationPrincipal SignedIn person, @PathVariable long id) {
		return ApiSubmission.of(find(person, id), null);
	}

	@PostMapping("/{id}/cancel")
	@Operation(summary = "Cancel a submission that waits or runs")
	ApiSubmission cancel(@AuthenticationPrincipal SignedIn person, @PathVariable long id) {
		find(person, id);
		if (!submissions.cancel(id, person)) {
			throw new WrongState("It has ended; there is nothing to cancel.");
		}
		return ApiSubmission.of(find(person, id), null);
	}

	@PostMapping(path = "/{id}/withdraw", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Take a published result back; a tombstone stays at its address",
			requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Withdrawal.class))))
	ApiSubmission withdraw(@AuthenticationPrincipal SignedIn person, @PathVariable long id, @Parameter(hidden = true) InputStream body) throws IOException {
		find(person, id);
		String reason = Json.read("withdrawal", JsonBody.text(body, LARGEST_BYTES), Withdrawal.class).reason();
		if (!owners.withdraw(id, person, reason == null ? "" : reason)) {
			throw new WrongState("It is not published; there is nothing to withdraw.");
		}
		return ApiSubmission.of(find(person, id), null);
	}

	private Submission find(SignedIn person, long id) {
		return submissions.find(id, person)
			.filter(submission -> submission.submitterId() == person.id())
			.orElseThrow(() -> new ReadApi.NotFound("submission", String.valueOf(id), "Take an id from /api/v1/submissions."));
	}

	private static SubmissionDocument document(String text) {
		return Json.read("submission", text, SubmissionDocument.class);
	}

	private static Proposal proposal(SubmissionDocument document) {
		return new Proposal(document.suite(), document.title() == null ? "" : document.title(), document.method(), document.seeds(),
				Boolean.TRUE.equals(document.anonymous()), document.embargoUntil() == null ? "" : document.embargoUntil())
			.on(document.hardwareClass());
	}

	/** It cannot be done now. */
	static final class WrongState extends RuntimeException {

		private static final long serialVersionUID = 1L;

		WrongState(String message) {
			super(message);
		}

	}

}
