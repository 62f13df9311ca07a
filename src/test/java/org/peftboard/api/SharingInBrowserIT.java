package org.peftboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.peftboard.Browser;
import org.peftboard.catalog.Boards;
import org.peftboard.result.Results;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestConstructor;

/** Methods, rules, snapshots and exports as a reader meets them, in a real browser. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@DirtiesContext
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@EnabledIf(value = "org.peftboard.Browser#available",
		disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
class SharingInBrowserIT {

	private static final String SUMMARY = "/?board=peft-bench-summary-v1";

	private final Results results;

	private final Boards boards;

	@LocalServerPort
	private int port;

	SharingInBrowserIT(Results results, Boards boards) {
		this.results = results;
		this.boards = boards;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aReaderFreezesAViewWithAndWithoutScripts(boolean scripts) {
		try (Browser browser = new Browser(port, scripts)) {
			browser.open(SUMMARY + "&gamma=2").click("#share summary");
			browser.follow("#share a[data-share='/snapshots/new']");
			browser.follow("main form button[type=submit]");
			browser.await("the snapshot", page -> browser.address().matches("/snapshots/[0-9a-f]{64}"));

			assertThat(browser.text("main")).contains("this page never changes", "γ 2", "PEFT-Bench, summary table");
			browser.requireNothingBlocked();
		}
	}

	@Test
	void theLinksFollowTheSliders() {
		try (Browser browser = new Browser(port)) {
			browser.open(SUMMARY).await("the scripts", page -> Boolean.TRUE.equals(browser.run("return document.getElementById('main').dataset.ready === 'true'")));
			browser.find("input[type=range][data-for=alpha]").sendKeys(Keys.HOME);
			browser.await("the address", page -> browser.address().contains("alpha=0"));
			browser.click("#share summary");

			assertThat(browser.find("#share a[data-share='/export.csv']").getDomAttribute("href")).contains("/export.csv?", "alpha=0");
		}
	}

	@Test
	void theFormOfTheScoringPageAnswers() {
		try (Browser browser = new Browser(port, false)) {
			browser.open("/about/scoring").type("input[name=s]", "50");
			browser.type("input[name=alpha]", "0");
			browser.click(".trial button");

			browser.await("the new score", page -> browser.text("#try tbody").contains("8.00"));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyPageIsAccessibleAndFits(boolean phoneInTheDark) {
		String published = results.ofBoard("hf-metamathqa-v1").get(2).publicId();
		try (Browser browser = new Browser(port)) {
			if (phoneInTheDark) {
				browser.width(390);
				browser.dark();
			}
			for (String path : List.of("/methods", "/methods/lora", "/methods/unipelt", "/methods/miss", "/boards/peft-bench-v1", "/boards/" + boards.all().get(0).id(),
					"/about/scoring?s=x", "/api", "/snapshots", "/snapshots/new?board=peft-bench-v1", "/results/" + published, "/embed/peft-bench-v1")) {
				browser.open(path).requireFits();
				browser.requireAccessible();
			}
		}
	}

}
