package org.peftboard.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.servlet.http.HttpServletRequest;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.Listing;
import org.peftboard.leaderboard.Listings;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Freezes a view, and shows what was frozen. */
@Controller
class SnapshotPages {

	private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final Listings listings;

	private final Snapshots snapshots;

	private final SnapshotLimit limit;

	private final SiteAddress site;

	SnapshotPages(Listings listings, Snapshots snapshots, SnapshotLimit limit, SiteAddress site) {
		this.listings = listings;
		this.snapshots = snapshots;
		this.limit = limit;
		this.site = site;
	}

	/** What would be frozen, with the button that does it. */
	@GetMapping("/snapshots/new")
	String preview(@RequestParam MultiValueMap<String, String> parameters, Words words, Model model) {
		Listing listing = listings.of(parameters);
		model.addAttribute("view", Frozen.of(listing));
		model.addAttribute("grid", Grid.shown(Frozen.of(listing).first(10), words));
		model.addAttribute("problems", listing.problems().stream().map(Problem::sentence).toList());
		return "api/snapshot-new";
	}

	@PostMapping("/snapshots")
	String freeze(@RequestParam MultiValueMap<String, String> parameters, HttpServletRequest request) {
		if (!limit.allows(request.getRemoteAddr())) {
			throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
		}
		try {
			return "redirect:/snapshots/" + snapshots.store(Frozen.of(listings.of(parameters)));
		}
		catch (Problem.Refused tooLarge) {
			throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, tooLarge.getMessage());
		}
	}

	@GetMapping("/snapshots")
	String all(Words words, Model model) {
		model.addAttribute("snapshots", snapshots.newest(100).stream().map(entry -> new Line(entry.hash(), entry.title(), words.dayAndTime(entry.createdAt()))).toList());
		return "api/snapshots";
	}

	/** A snapshot in the list. */
	record Line(String hash, String title, String created) {
	}

	@GetMapping("/snapshots/{hash:[^.]+}")
	String page(@PathVariable String hash, Words words, Model model) {
		Snapshots.Snapshot snapshot = find(hash);
		Frozen view = snapshot.view();
		model.addAttribute("hash", hash);
		model.addAttribute("created", words.dayAndTime(snapshot.createdAt()));
		model.addAttribute("view", view);
		model.addAttribute("grid", Grid.shown(view, words));
		model.addAttribute("setting", Exports.setting(view));
		model.addAttribute("bibtex", bibtex(snapshot, view));
		return "api/snapshot";
	}

	@GetMapping("/snapshots/{hash:[^.]+}.{format}")
	ResponseEntity<byte[]> file(@PathVariable String hash, @PathVariable String format) {
		Snapshots.Snapshot snapshot = find(hash);
		String address = site.of("/snapshots/" + hash);
		return switch (format) {
			case "json" -> answer(MediaType.APPLICATION_JSON, hash, snapshot.json());
			case "csv" -> answer(new MediaType("text", "csv", StandardCharsets.UTF_8), hash, Exports.csv(snapshot.view()));
			case "md" -> answer(new MediaType("text", "plain", StandardCharsets.UTF_8), hash, Exports.markdown(snapshot.view(), address));
			case "tex" -> answer(new MediaType("text", "plain", StandardCharsets.UTF_8), hash, Exports.latex(snapshot.view(), address));
			case "bib" -> answer(new MediaType("text", "plain", StandardCharsets.UTF_8), hash, bibtex(snapshot, snapshot.view()));
			default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		};
	}

	private String bibtex(Snapshots.Snapshot snapshot, Frozen view) {
		String day = LocalDate.ofInstant(snapshot.createdAt(), ZoneOffset.UTC).toString();
		return Exports.bibtex(view, site.of("/snapshots/" + snapshot.hash()), day);
	}

	private static ResponseEntity<byte[]> answer(MediaType type, String hash, String text) {
		return ResponseEntity.ok()
			.contentType(type)
			.cacheControl(FOR_EVER)
			.eTag("\"" + hash.substring(0, 32) + "\"")
			.header("X-Content-Type-Options", "nosniff")
			.body(text.getBytes(StandardCharsets.UTF_8));
	}

	private Snapshots.Snapshot find(String hash) {
		return snapshots.find(hash)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No snapshot '" + shortened(hash) + "'. Its address ends in 64 hexadecimal digits."));
	}

	private static String shortened(String hash) {
		return hash.length() <= 64 ? hash : hash.substring(0, 64) + "…";
	}

}
