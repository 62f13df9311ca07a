package org.peftboard.language;

import java.net.URI;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.LocaleResolver;

/** The language switch: keeps the choice in a cookie, and with an account for letters, and goes back to the page that it stood on. */
@Controller
class LanguagePage {

	private final LocaleResolver locales;

	private final ApplicationEventPublisher events;

	LanguagePage(LocaleResolver locales, ApplicationEventPublisher events) {
		this.locales = locales;
		this.events = events;
	}

	@GetMapping("/language/{tag}")
	String choose(@PathVariable String tag, @RequestHeader(name = "Referer", required = false) @Nullable String from, HttpServletRequest request,
			HttpServletResponse response) {
		Locale chosen = Languages.SUPPORTED.stream()
			.filter(locale -> locale.getLanguage().equals(tag))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		locales.setLocale(request, response, chosen);
		events.publishEvent(new LanguageChosen(chosen));
		response.setHeader("Cache-Control", "no-store");
		return "redirect:" + pathOf(from, request.getServerName());
	}

	/** Path and query of a page of this very site; the front page for any other. */
	static String pathOf(@Nullable String from, String host) {
		try {
			URI page = from == null ? URI.create("/") : URI.create(from);
			boolean ours = host.equals(page.getHost()) && page.getRawPath() != null && page.getRawPath().startsWith("/")
					&& !page.getRawPath().startsWith("//");
			return !ours ? "/" : page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
		}
		catch (IllegalArgumentException exception) {
			return "/";
		}
	}

}
