package org.peftboard.leaderboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.SignedIn;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.submission.Owners;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * Results that are not public yet, for those who may see them: the owner, reviewers of this site, and whoever has the link that the owner made.
 *
 * <p>The link leaves a cookie that is sent to this result alone, so that its secret is in no address that a page could give away.
 */
@Controller
class Previews {

	private static final String COOKIE = "shared";

	private static final Duration LONGEST = Duration.ofDays(30);

	/** What is to be shown some day is before this; a search's other configurations never are. */
	private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

	private final Results results;

	private final Owners owners;

	private final Clock clock;

	Previews(Results results, Owners owners, Clock clock) {
		this.results = results;
		this.owners = owners;
		this.clock = clock;
	}

	@GetMapping("/shared/{secret}")
	String open(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response) {
		String result = owners.sharedResult(secret).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		String path = "/results/" + result;
		response.addHeader("Set-Cookie", ResponseCookie.from(COOKIE, secret).path(path).httpOnly(true).secure(request.isSecure()).sameSite("Lax").maxAge(LONGEST).build()
			.toString());
		response.setHeader("Cache-Control", "no-store");
		response.setHeader("Referrer-Policy", "no-referrer");
		return "redirect:" + path;
	}

	/** The result, if it waits to be shown and this request may see it before. */
	Optional<StoredResult> find(String publicId, @Nullable SignedIn person, HttpServletRequest request) {
		return results.findAny(publicId)
			.filter(row -> row.withdrawal() == null && row.visibleFrom() != null && row.visibleFrom().isBefore(NEVER))
			.filter(row -> owners.mayPreview(publicId, person, secrets(request)));
	}

	private static List<String> secrets(HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		return cookies == null ? List.of() : Stream.of(cookies).filter(cookie -> cookie.getName().equals(COOKIE)).map(Cookie::getValue).limit(5).toList();
	}

	boolean isPublic(StoredResult row) {
		return row.visibleAt(clock.instant());
	}

	/** A page that not everybody may see says so, and is kept by nobody. */
	void mark(StoredResult row, HttpServletResponse response, Model model) {
		if (!isPublic(row)) {
			response.setHeader("Cache-Control", "no-store");
			response.setHeader("X-Robots-Tag", "noindex");
			model.addAttribute("preview", row.visibleFrom() == null ? "" : DAY.format(row.visibleFrom()));
		}
	}

}
