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

	/** A request to try. */
	record Route(String path, String meaning, String example) {
	}

	@GetMapping("/api")
	String page(Model model) {
		String board = boards.tables().isEmpty() ? boards.all().get(0).id() : boards.tables().get(0).board().id();
		String method = cards.catalogue().methods().get(0).id();
		String task = cards.catalogue().tasks().get(0).id();
		model.addAttribute("routes", List.of(
				new Route("/api/v1/boards", "All boards, or with ?model= those of one base model", "/api/v1/boards"),
				new Route("/api/v1/boards/{id}", "One board: costs, references, source", "/api/v1/boards/" + board),
				new Route("/api/v1/boards/{id}/rows", "Its rows, ranked by any weights, as the page ranks them", "/api/v1/boards/" + board + "/rows?alpha=0.5&gamma=2&size=5"),
				new Route("/api/v1/results", "All results, or with ?model= those on one base model, paged", "/api/v1/results?size=5"),
				new Route("/api/v1/results/{id}", "One result with its files", ""),
				new Route("/api/v1/methods, /{id}", "Methods that the evaluator trains", "/api/v1/methods/" + method),
				new Route("/api/v1/tasks, /{id}", "Tasks that the evaluator knows", "/api/v1/tasks/" + task),
				new Route("/api/v1/snapshots/{hash}", "A frozen view; the address is the SHA-256 of the answer", ""),
				new Route("/api/v1/dump.json", "Everything in one file", "/api/v1/dump.json")));
		model.addAttribute("site", site.of(""));
		model.addAttribute("board", board);
		return "api/api";
	}

}
