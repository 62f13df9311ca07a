package org.peftboard.leaderboard;

import java.util.Map;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How scores work, with worked numbers, and a form to try them. */
@Controller
class AboutPage {

	@GetMapping("/about/scoring")
	String scoring(@RequestParam Map<String, String> parameters, Model model) {
		model.addAttribute("trial", ScoreTrial.of(parameters));
		return "leaderboard/scoring";
	}

}
