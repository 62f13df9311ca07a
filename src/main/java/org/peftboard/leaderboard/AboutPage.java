package org.peftboard.leaderboard;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** How scores work, with worked numbers. */
@Controller
class AboutPage {

	@GetMapping("/about/scoring")
	String scoring() {
		return "leaderboard/scoring";
	}

}
