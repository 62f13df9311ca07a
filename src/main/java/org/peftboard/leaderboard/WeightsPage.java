package org.peftboard.leaderboard;


import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The weight atlas: who leads where. */
@Controller
class WeightsPage {

	private final AtlasViews views;

	WeightsPage(AtlasViews views) {
		this.views = views;
	}

	@GetMapping("/weights")
	String page(@RequestParam MultiValueMap<String, String> parameters, Words words, Model model, HttpServletResponse response) {
		AtlasView view = views.of(parameters, words);
		if (!view.problems().isEmpty()) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
		}
		model.addAttribute("view", view);
		return "leaderboard/weights";
	}

}
