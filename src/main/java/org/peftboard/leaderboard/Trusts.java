package org.peftboard.leaderboard;

import org.springframework.stereotype.Component;

/** Finds what is known of how certain the rows of a board are. */
@Component
class Trusts {

	Trust of(Standing standing) {
		return Trust.NONE;
	}

	String hrefOf(Standing standing) {
		return "/boards/" + standing.board().id() + "/trust.json";
	}

}
