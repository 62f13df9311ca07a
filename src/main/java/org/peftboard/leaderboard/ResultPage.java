package org.peftboard.leaderboard;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.language.Words;
import org.peftboard.result.NewArtifact;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** One result with everything that was recorded, and its files as downloads. */
@Controller
class ResultPage {

	/** Anything else is served as plain bytes: a stored file must never run in this site's name. */
	private static final Set<String> MEDIA_TYPES = Set.of("application/json", "application/jsonl", "text/plain");

	private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final Results results;

	private final ResultViews views;

	private final RowConfigs configs;

	private final Previews previews;

	ResultPage(Results results, ResultViews views, RowConfigs configs, Previews previews) {
		this.results = results;
		this.views = views;
		this.configs = configs;
		this.previews = previews;
	}

	@GetMapping("/results/{publicId}")
	String page(@PathVariable String publicId, @Nullable @AuthenticationPrincipal SignedIn person, HttpServletRequest request, HttpServletResponse response, Words words,
			Model model) {
		Optional<StoredResult> withdrawn = results.findAny(publicId).filter(StoredResult::wasPublic);
		if (withdrawn.isPresent()) {
			response.setStatus(HttpStatus.GONE.value());
			model.addAttribute("view", TombstoneView.of(withdrawn.get(), words));
			return "leaderboard/withdrawn";
		}
		StoredResult row = find(publicId, person, request);
		previews.mark(row, response, model);
		model.addAttribute("view", views.of(row, words));
		model.addAttribute("start", configs.of(row));
		return "leaderboard/result";
	}

	/** Hugging Face PEFT's configuration of this row. */
	@GetMapping("/results/{publicId}/adapter_config.json")
	ResponseEntity<String> adapterConfig(@PathVariable String publicId, @Nullable @AuthenticationPrincipal SignedIn person, HttpServletRequest request) {
		StoredResult row = find(publicId, person, request);
		String json = configs.file(row).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		return ResponseEntity.ok()
			.cacheControl(previews.isPublic(row) ? FOR_EVER : CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename("adapter_config.json").build().toString())
			.body(json);
	}

	@GetMapping("/results/{publicId}/files/{*fileName}")
	ResponseEntity<byte[]> file(@PathVariable String publicId, @PathVariable String fileName, @Nullable @AuthenticationPrincipal SignedIn person,
			HttpServletRequest request) {
		String name = fileName.substring(1);
		StoredResult row = find(publicId, person, request);
		NewArtifact file = results.artifact(row, name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		String shortName = publicId + "-" + name.substring(name.lastIndexOf('/') + 1);
		return ResponseEntity.ok()
			.cacheControl(previews.isPublic(row) ? FOR_EVER : CacheControl.noStore())
			.contentType(MEDIA_TYPES.contains(file.mediaType()) ? MediaType.parseMediaType(file.mediaType())
					: MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(shortName).build().toString())
			.header("X-Content-Type-Options", "nosniff")
			.body(file.bytes());
	}

	private StoredResult find(String publicId, @Nullable SignedIn person, HttpServletRequest request) {
		return results.find(publicId)
			.or(() -> previews.find(publicId, person, request))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

}
