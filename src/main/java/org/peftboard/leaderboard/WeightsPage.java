package org.peftboard.leaderboard;

import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.MessageSource;
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

	private final MessageSource messages;

	WeightsPage(AtlasViews views, MessageSource messages) {
		this.views = views;
		this.messages = messages;
	}

	@GetMapping("/weights")
	String page(@RequestParam MultiValueMap<String, String> parameters, Locale locale, Model model, HttpServletResponse response) {
		AtlasView view = views.of(parameters, new Words(messages, locale));
		if (!view.problems().isEmpty()) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
		}
		model.addAttribute("view", view);
		return "leaderboard/weights";
	}

}
