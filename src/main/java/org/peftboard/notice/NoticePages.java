package org.peftboard.notice;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.peftboard.account.Letters;
import org.peftboard.account.SignedIn;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What one was told, and where else one wants to be told. */
@Controller
class NoticePages {

	private final PersonalNotices notices;

	private final Webhooks webhooks;

	private final Letters letters;

	NoticePages(PersonalNotices notices, Webhooks webhooks, Letters letters) {
		this.notices = notices;
		this.webhooks = webhooks;
		this.letters = letters;
	}

	/** A notice as the page shows it. */
	record Line(String text, String language, String href, String when, boolean read) {
	}

	@GetMapping("/notices")
	String page(@Nullable @AuthenticationPrincipal SignedIn person, Words words, Model model) {
		SignedIn reader = require(person);
		List<Line> lines = notices.of(reader.id()).stream().map(one -> new Line(one.text(), one.language(), one.href(), words.shortDayAndTime(one.createdAt()), one.read())).toList();
		model.addAttribute("notices", lines);
		model.addAttribute("unread", lines.stream().anyMatch(line -> !line.read()));
		model.addAttribute("webhooksPossible", webhooks.possible());
		model.addAttribute("webhooks", webhooks.of(reader.id()));
		model.addAttribute("lettersPossible", letters.possible());
		model.addAttribute("letters", notices.wantsLetters(reader.id()));
		return "notice/notices";
	}

	@PostMapping("/notices/read")
	String read(@Nullable @AuthenticationPrincipal SignedIn person) {
		notices.markRead(require(person).id());
		return "redirect:/notices";
	}

	@PostMapping("/notices/letters")
	String letters(@RequestParam(defaultValue = "false") boolean wanted, @Nullable @AuthenticationPrincipal SignedIn person) {
		notices.wantLetters(require(person).id(), wanted);
		return "redirect:/notices";
	}

	@PostMapping("/notices/webhooks")
	String addWebhook(@RequestParam(defaultValue = "") String url, @Nullable @AuthenticationPrincipal SignedIn person, RedirectAttributes flash) {
		try {
			flash.addFlashAttribute("secret", webhooks.add(require(person).id(), url));
		}
		catch (Problem.Refused refused) {
			flash.addFlashAttribute("problem", refused.getMessage());
			flash.addFlashAttribute("url", url);
		}
		return "redirect:/notices";
	}

	@PostMapping("/notices/webhooks/{id}/remove")
	String removeWebhook(@PathVariable long id, @Nullable @AuthenticationPrincipal SignedIn person) {
		if (!webhooks.remove(require(person).id(), id)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return "redirect:/notices";
	}

	private static SignedIn require(@Nullable SignedIn person) {
		if (person == null) {
			throw new AccessDeniedException("sign in");
		}
		return person;
	}

}
