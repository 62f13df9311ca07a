package org.peftboard.api;

import org.peftboard.catalog.Boards;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.Listings;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The first rows of a board for a frame on somebody else's page: no header, no script, no cookie. */
@Controller
class EmbedPage {

	private static final int MOST_ROWS = 50;

	private final Boards boards;

	private final Listings listings;

	private final SiteAddress site;

	EmbedPage(Boards boards, Listings listings, SiteAddress site) {
		this.boards = boards;
		this.listings = listings;
		this.site = site;
	}

	/** @param rows how many, 1 to 50; anything else shows 10 */
	@GetMapping("/embed/{boardId}")
	String page(@PathVariable String boardId, @RequestParam MultiValueMap<String, String> parameters,
			@RequestParam(name = "rows", defaultValue = "10") String rows, Words words, Model model) {
		if (boards.find(boardId).isEmpty()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		MultiValueMap<String, String> whole = new LinkedMultiValueMap<>(parameters);
		whole.remove("rows");
		whole.set("board", boardId);
		Frozen view = Frozen.of(listings.of(whole));
		model.addAttribute("view", view);
		model.addAttribute("grid", Grid.shown(view.first(count(rows)), words));
		model.addAttribute("setting", Exports.setting(view));
		model.addAttribute("href", site.of("/?" + view.query()));
		return "api/embed";
	}

	private static int count(String rows) {
		return rows.matches("[1-9]\\d?") ? Math.min(Integer.parseInt(rows), MOST_ROWS) : 10;
	}

}
