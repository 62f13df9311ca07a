package org.peftboard.leaderboard;

import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** All methods, and each of them. */
@Controller
class MethodPages {

	private final MethodViews views;

	private final MessageSource messages;

	MethodPages(MethodViews views, MessageSource messages) {
		this.views = views;
		this.messages = messages;
	}

	@GetMapping("/methods")
	String all(Model model) {
		model.addAttribute("groups", views.all());
		return "method/methods";
	}

	@GetMapping("/methods/{id}")
	String one(@PathVariable String id, Locale locale, Model model) {
		model.addAttribute("view", views.of(id, new Words(messages, locale)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
		return "method/method";
	}

}
