package org.peftboard.leaderboard;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.catalog.Boards;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;

/** The board, as a page and as its table alone. */
@Controller
class BoardPage {

	/** Rendering may differ between two versions of this application, so no entity tag outlives a start. */
	private final String start = UUID.randomUUID().toString();

	private final Boards boards;

	private final Standings standings;

	private final BoardViews views;

	BoardPage(Boards boards, Standings standings, BoardViews views) {
		this.boards = boards;
		this.standings = standings;
		this.views = views;
	}

	@GetMapping("/")
	String page(@RequestParam Map<String, String> parameters, Model model, HttpServletResponse response) {
		BoardQuery query = BoardQuery.read(boards, parameters);
		if (!query.problems().isEmpty()) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
		}
		model.addAttribute("view", views.of(query));
		return "leaderboard/board";
	}

	/** The table alone, which the page asks for every few seconds; answered 304 while nothing changed. */
	@GetMapping("/board/rows")
	String rows(@RequestParam Map<String, String> parameters, Model model, WebRequest request, HttpServletResponse response) {
		BoardQuery query = BoardQuery.read(boards, parameters);
		response.setHeader("Cache-Control", CacheControl.noCache().getHeaderValue());
		if (request.checkNotModified(entityTag(query))) {
			return null;
		}
		model.addAttribute("view", views.of(query));
		return "leaderboard/board :: rows";
	}

	private String entityTag(BoardQuery query) {
		String all = start + standings.stateOf(query.board()) + query.board().id() + query.score() + query.relative() + query.weights();
		return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
	}

}
