package org.peftboard.leaderboard;


import org.peftboard.language.Words;
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

	MethodPages(MethodViews views) {
		this.views = views;
	}

	@GetMapping("/methods")
	String all(Model model) {
		model.addAttribute("groups", views.all());
		return "method/methods";
	}

	@GetMapping("/methods/{id}")
	String one(@PathVariable String id, Words words, Model model) {
		model.addAttribute("view", views.of(id, words).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
		return "method/method";
	}

}
