package org.peftboard.api;

import java.util.List;

import org.peftboard.catalog.Boards;
import org.peftboard.catalog.EvaluatorCards;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How to read the boards with a program, with addresses to try. */
@Controller
class ApiPage {

	private final Boards boards;

	private final EvaluatorCards cards;

	private final SiteAddress site;

	ApiPage(Boards boards, EvaluatorCards cards, SiteAddress site) {
		this.boards = boards;
		this.cards = cards;
		this.site = site;
	}

	/**
	 * A request to try.
	 *
	 * @param meaning key of its words
	 */
	record Route(String path, String meaning, String example) {
	}

	@GetMapping("/api")
	String page(Model model) {
		String board = boards.tables().isEmpty() ? boards.all().get(0).id() : boards.tables().get(0).board().id();
		String method = cards.catalogue().methods().get(0).id();
		String task = cards.catalogue().tasks().get(0).id();
		model.addAttribute("routes", List.of(
				new Route("/api/v1/boards", "api.boards", "/api/v1/boards"),
				new Route("/api/v1/boards/{id}", "api.board", "/api/v1/boards/" + board),
				new Route("/api/v1/boards/{id}/rows", "api.board.rows", "/api/v1/boards/" + board + "/rows?alpha=0.5&gamma=2&size=5"),
				new Route("/api/v1/results", "api.results", "/api/v1/results?size=5"),
				new Route("/api/v1/results/{id}", "api.result", ""),
				new Route("/api/v1/methods, /{id}", "api.methods", "/api/v1/methods/" + method),
				new Route("/api/v1/tasks, /{id}", "api.tasks", "/api/v1/tasks/" + task),
				new Route("/api/v1/snapshots/{hash}", "api.snapshot", ""),
				new Route("/api/v1/dump.json", "api.dump", "/api/v1/dump.json")));
		model.addAttribute("site", site.of(""));
		model.addAttribute("board", board);
		return "api/api";
	}

}
