package org.peftboard.leaderboard;

import java.util.Locale;
import java.util.Map;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How scores work, with worked numbers, and a form to try them. */
@Controller
class AboutPage {

	/** Prose has a template a language; the other pages take their words from the bundles. */
	@GetMapping("/about/scoring")
	String scoring(@RequestParam Map<String, String> parameters, Locale locale, Model model) {
		model.addAttribute("trial", ScoreTrial.of(parameters));
		return locale.getLanguage().equals("de") ? "leaderboard/scoring_de" : "leaderboard/scoring";
	}

}
