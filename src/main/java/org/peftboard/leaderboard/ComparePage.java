package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.peftboard.language.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Two to six results side by side. */
@Controller
class ComparePage {

	private final CompareViews views;

	ComparePage(CompareViews views) {
		this.views = views;
	}

	/** @param ids public ids, given several times or with commas between */
	@GetMapping("/compare")
	String page(@RequestParam(defaultValue = "") List<String> ids, Words words, Model model, HttpServletResponse response) {
		List<String> asked = ids.stream().flatMap(given -> Arrays.stream(given.split(","))).filter(id -> !id.isBlank()).distinct().toList();
		CompareView view = views.of(asked, words);
		if (!view.problems().isEmpty()) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
		}
		model.addAttribute("view", view);
		return "leaderboard/compare";
	}

}
