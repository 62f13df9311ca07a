package org.peftboard.leaderboard;

import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The board. */
@Controller
class BoardPage {

	private final BoardQueries queries;

	private final BoardViews views;

	BoardPage(BoardQueries queries, BoardViews views) {
		this.queries = queries;
		this.views = views;
	}

	@GetMapping("/")
	String page(@RequestParam MultiValueMap<String, String> parameters, Locale locale, Model model, HttpServletResponse response) {
		BoardQuery query = queries.read(parameters);
		if (!query.problems().isEmpty()) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
		}
		model.addAttribute("view", views.of(query, locale));
		model.addAttribute("shareQuery", Listings.canonical(query));
		return "leaderboard/board";
	}

}
