package org.peftboard.admin;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.peftboard.account.FieldProblems;
import org.peftboard.account.SignedIn;
import org.peftboard.audit.Actor;
import org.peftboard.audit.Audit;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.site.Notices;
import org.peftboard.site.SiteNotices;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The operators' first page: what waits and runs, pause, and the banner on every page. */
@Controller
class AdminPages {

	private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").withZone(ZoneOffset.UTC);

	private final SiteNotices notices;

	private final SiteFigures figures;

	private final Audit audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	AdminPages(SiteNotices notices, SiteFigures figures, Audit audit, TransactionTemplate transaction, Clock clock) {
		this.notices = notices;
		this.figures = figures;
		this.audit = audit;
		this.transaction = transaction;
		this.clock = clock;
	}

	@GetMapping("/admin")
	String overview(Model model) {
		model.addAttribute("figures", figures.now());
		model.addAttribute("paused", notices.now().paused());
		model.addAttribute("banner", notices.now().bannerShown(clock.instant()));
		return "admin/overview";
	}

	@GetMapping("/admin/notices")
	String notices(Model model, Words words) {
		Notices now = notices.now();
		return notices(new BannerForm(now.banner(), field(now.bannerFrom()), field(now.bannerUntil())), List.of(), model, words);
	}

	/** The banner as it is typed. */
	record BannerForm(String text, String from, String until) {
	}

	private String notices(BannerForm form, List<Problem> problems, Model model, Words words) {
		Notices now = notices.now();
		model.addAttribute("notices", now);
		model.addAttribute("pausedAt", now.pausedAt() == null ? "" : words.shortDayAndTime(now.pausedAt()));
		model.addAttribute("bannerState", bannerState(now, words));
		model.addAttribute("form", form);
		model.addAttribute("problems", new FieldProblems(problems));
		model.addAttribute("longest", SiteNotices.LONGEST_TEXT);
		return "admin/notices";
	}

	private String bannerState(Notices now, Words words) {
		if (now.banner().isEmpty()) {
			return words.say("banner.none");
		}
		if (now.bannerShown(clock.instant())) {
			return now.bannerUntil() == null ? words.say("banner.shown") : words.say("banner.shown.until", words.shortDayAndTime(now.bannerUntil()));
		}
		return now.bannerFrom() != null && clock.instant().isBefore(now.bannerFrom()) ? words.say("banner.shown.from", words.shortDayAndTime(now.bannerFrom()))
				: words.say("banner.over");
	}

	private static String field(@Nullable Instant time) {
		return time == null ? "" : FIELD.format(time);
	}

	@PostMapping("/admin/notices/pause")
	String pause(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String reason, Model model, HttpServletResponse response,
			Words words) {
		List<Problem> problems = textProblems("reason", reason);
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			Notices now = notices.now();
			return notices(new BannerForm(now.banner(), field(now.bannerFrom()), field(now.bannerUntil())), problems, model, words);
		}
		transaction.executeWithoutResult(status -> {
			notices.pause(reason.strip());
			audit.record(actor(person), "admin.pause", "evaluations", Map.of("reason", reason.strip()));
		});
		return "redirect:/admin/notices";
	}

	@PostMapping("/admin/notices/resume")
	String resume(@AuthenticationPrincipal SignedIn person) {
		transaction.executeWithoutResult(status -> {
			notices.resume();
			audit.record(actor(person), "admin.resume", "evaluations");
		});
		return "redirect:/admin/notices";
	}

	@PostMapping("/admin/notices/banner")
	String announce(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "") String from,
			@RequestParam(defaultValue = "") String until, Model model, HttpServletResponse response, Words words) {
		List<Problem> problems = new ArrayList<>(textProblems("text", text));
		Instant start = time("from", from, problems);
		Instant end = time("until", until, problems);
		if (start != null && end != null && !end.isAfter(start)) {
			problems.add(new Problem("until", until, "a time after " + from));
		}
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return notices(new BannerForm(text, from, until), problems, model, words);
		}
		transaction.executeWithoutResult(status -> {
			notices.announce(text.strip(), start, end);
			audit.record(actor(person), "admin.banner", "site", Map.of("text", text.strip(), "from", from, "until", until));
		});
		return "redirect:/admin/notices";
	}

	private static List<Problem> textProblems(String field, String text) {
		if (text.strip().length() > SiteNotices.LONGEST_TEXT) {
			return List.of(new Problem(field, text.strip().length() + " characters", "at most " + SiteNotices.LONGEST_TEXT));
		}
		return text.chars().anyMatch(Character::isISOControl) ? List.of(new Problem(field, "a line break or another control character", "one line of text")) : List.of();
	}

	private static @Nullable Instant time(String field, String text, List<Problem> problems) {
		if (text.isBlank()) {
			return null;
		}
		try {
			Instant time = LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC);
			if (time.isAfter(Instant.parse("2000-01-01T00:00:00Z")) && time.isBefore(Instant.parse("2200-01-01T00:00:00Z"))) {
				return time;
			}
		}
		catch (DateTimeParseException noTime) {
			// said below
		}
		problems.add(new Problem(field, "'" + text + "'", "a day and a time in UTC, as in 2026-11-22T18:00, or nothing"));
		return null;
	}

	static Actor actor(SignedIn person) {
		return Actor.of(person.id(), person.name());
	}

}
