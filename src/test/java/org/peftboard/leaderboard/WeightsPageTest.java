package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class WeightsPageTest {

	private final MockMvcTester site;

	WeightsPageTest(MockMvcTester site) {
		this.site = site;
	}

	private String page(String address, int status) throws Exception {
		MvcTestResult answer = site.get().uri(address).exchange();
		assertThat(answer).hasStatus(status);
		return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
	}

	@Test
	void showsWhoLeadsWhereAsAPictureAndAsATable() throws Exception {
		String page = page("/weights?board=peft-bench-summary-v1", 200);

		assertThat(page).containsPattern("<polygon class=\"ground\" points=\"[\\d., ]+\"").contains("60.0 %", "40.0 %", "Map of leaders", "α = 1");
		assertThat(page).contains("Lead alone at no weights, however large (4)", "<li>Prefix tuning</li>");
	}

	@Test
	void drawsAnotherMapWithTheThirdWeightHeld() throws Exception {
		String page = page("/weights?board=peft-bench-summary-v1&map=alpha-gamma&beta=0", 200);

		assertThat(page).contains("β = 0", "name=\"beta\"").containsPattern("option value=\"alpha-gamma\" selected");
	}

	@Test
	void saysThatNobodyLeadsAnEmptyBoard() throws Exception {
		assertThat(page("/weights", 200)).contains("so nobody leads").doesNotContain("<polygon");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/weights?map=alpha-alpha | map: got &#39;alpha-alpha&#39;, need one of: alpha-beta, alpha-gamma, beta-gamma
			/weights?gamma=7         | gamma: got &#39;7&#39;, need a number from 0 to 5
			/weights?board=none      | board: got &#39;none&#39;
			""")
	void namesWhatIsWrongAndShowsTheDefault(String address, String message) throws Exception {
		assertThat(page(address, 400)).contains(message, "Part of this address was not understood");
	}

}
