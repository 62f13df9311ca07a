package org.peftboard.leaderboard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Two to six results side by side. */
@Controller
class ComparePage {

	private final CompareViews views;

	private final MessageSource messages;

	ComparePage(CompareViews views, MessageSource messages) {
		this.views = views;
		this.messages = messages;
	}

	/** @param ids public ids, given several times or with commas between */
	@GetMapping("/compare")
	String page(@RequestParam(defaultValue = "") List<String> ids, Locale locale, Model model, HttpServletResponse response) {
		List<String> asked = ids.stream().flatMap(given -> Arrays.stream(given.split(","))).filter(id -> !id.isBlank()).distinct().toList();
		CompareView view = views.of(asked, new Words(messages, locale));
		if (!view.problems().isEmpty()) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
		}
		model.addAttribute("view", view);
		return "leaderboard/compare";
	}

}
