package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.peftboard.OnH2;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Candidate;
import org.peftboard.scoring.Ranking;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@OnH2
@AutoConfigureMockMvc
class AboutPageTest {

	private final MockMvcTester site;

	private final Results results;

	private final Boards boards;

	AboutPageTest(MockMvcTester site, Results results, Boards boards) {
		this.site = site;
		this.results = results;
		this.boards = boards;
	}

	@Test
	void itsWorkedNumbersAreThoseOfTheBoard() throws Exception {
		String page = site.get().uri("/about/scoring").exchange().getResponse().getContentAsString();
		Board board = boards.get("peft-bench-summary-v1");
		var candidates = results.ofBoard(board.id()).stream().map(AboutPageTest::candidate).toList();
		Ranking frozen = Ranking.of(candidates, ScoreVersion.EXPONENTIAL, Weights.DEFAULT, board.scores().get(0).references());
		Ranking relative = Ranking.of(candidates, ScoreVersion.EXPONENTIAL, Weights.DEFAULT, Ranking.largestOf(candidates));

		assertThat(frozen.places()).hasSize(6).allSatisfy(place -> assertThat(page).contains(decimals(place.pscp(), 2)));
		assertThat(relative.places()).hasSize(6).allSatisfy(place -> assertThat(page).contains(decimals(place.pscp(), 2)));
		Ranking.Place lora = frozen.places().get(0);
		assertThat(page).contains(decimals(Math.exp(-lora.penalties().parameters()), 4), decimals(Math.exp(-lora.penalties().latency()), 4),
				decimals(Math.exp(-lora.penalties().memory()), 4));
	}

	private static Candidate candidate(StoredResult row) {
		return new Candidate(row.publicId(), row.score(), row.parameterCost(), row.latencyCost(), row.memoryCost());
	}

	private static String decimals(double value, int digits) {
		return String.format(Locale.ROOT, "%." + digits + "f", value);
	}

}
