package org.peftboard.api;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;

import org.peftboard.leaderboard.Listings;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Exactly what the board page shows under the same parameters, in other formats. */
@RestController
class ExportPages {

	private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

	private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

	private final Listings listings;

	private final SiteAddress site;

	private final Clock clock;

	ExportPages(Listings listings, SiteAddress site, Clock clock) {
		this.listings = listings;
		this.site = site;
		this.clock = clock;
	}

	@GetMapping("/export.{format}")
	ResponseEntity<String> export(@PathVariable String format, @RequestParam MultiValueMap<String, String> parameters) {
		Frozen view = Frozen.of(listings.of(parameters));
		String address = site.of("/?" + view.query());
		return switch (format) {
			case "csv" -> answer(CSV, view, format, Exports.csv(view));
			case "json" -> answer(MediaType.APPLICATION_JSON, view, format, Exports.json(view));
			case "md" -> answer(TEXT, view, format, Exports.markdown(view, address));
			case "tex" -> answer(TEXT, view, format, Exports.latex(view, address));
			case "bib" -> answer(TEXT, view, format, Exports.bibtex(view, address, LocalDate.now(clock).toString()));
			default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		};
	}

	private static ResponseEntity<String> answer(MediaType type, Frozen view, String format, String text) {
		return ResponseEntity.ok()
			.contentType(type)
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline().filename(view.board().id() + "." + format).build().toString())
			.header("X-Content-Type-Options", "nosniff")
			.body(text);
	}

}
