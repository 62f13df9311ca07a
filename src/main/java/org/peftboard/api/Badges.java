package org.peftboard.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

import org.peftboard.catalog.Boards;
import org.peftboard.leaderboard.Listing;
import org.peftboard.leaderboard.Listings;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;

/** A small picture with a result's rank and score, for pages elsewhere. */
@RestController
class Badges {

	private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);

	private static final double CHARACTER_WIDTH = 6.6;

	private static final int PADDING = 9;

	private final Results results;

	private final Boards boards;

	private final Listings listings;

	Badges(Results results, Boards boards, Listings listings) {
		this.results = results;
		this.boards = boards;
		this.listings = listings;
	}

	/** Under the weights, the score and the references of the address; by default every weight is 1. */
	@GetMapping("/badges/{publicId}.svg")
	ResponseEntity<String> badge(@PathVariable String publicId, @RequestParam MultiValueMap<String, String> parameters) {
		StoredResult row = results.find(publicId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		return ResponseEntity.ok()
			.contentType(SVG)
			.cacheControl(CacheControl.noCache().cachePublic())
			.header("X-Content-Type-Options", "nosniff")
			.body(svg("PEFTBoard", text(row, parameters)));
	}

	private String text(StoredResult row, MultiValueMap<String, String> parameters) {
		if (boards.find(row.boardId()).isEmpty()) {
			return "board retired";
		}
		MultiValueMap<String, String> whole = new LinkedMultiValueMap<>(parameters);
		whole.set("board", row.boardId());
		Listing listing = listings.of(whole);
		return listing.lines()
			.stream()
			.filter(line -> line.row().publicId().equals(row.publicId()) && line.pscp() != null)
			.findFirst()
			.map(line -> "rank " + line.rankText() + " of " + listing.total() + " · PSCP "
					+ new BigDecimal(line.pscp()).setScale(2, RoundingMode.HALF_UP).toPlainString())
			.orElse("not ranked");
	}

	static String svg(String left, String right) {
		int leftWidth = width(left);
		int whole = leftWidth + width(right);
		String label = HtmlUtils.htmlEscape(left + ": " + right, "UTF-8");
		return """
				<svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" viewBox="0 0 %1$d 20" role="img" aria-label="%2$s">
				<title>%2$s</title>
				<path fill="#30363d" d="M4 0h%3$dv20H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z"/>
				<path fill="#0b5a64" d="M%4$d 0h%5$da4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H%4$dz"/>
				<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
				<text x="%6$s" y="14" textLength="%7$d">%8$s</text>
				<text x="%9$s" y="14" textLength="%10$d">%11$s</text>
				</g>
				</svg>
				""".formatted(whole, label, leftWidth - 4, leftWidth, whole - leftWidth - 4, leftWidth / 2.0, leftWidth - 2 * PADDING,
				HtmlUtils.htmlEscape(left, "UTF-8"), leftWidth + (whole - leftWidth) / 2.0, whole - leftWidth - 2 * PADDING, HtmlUtils.htmlEscape(right, "UTF-8"));
	}

	private static int width(String text) {
		return (int) Math.round(text.length() * CHARACTER_WIDTH) + 2 * PADDING;
	}

}
