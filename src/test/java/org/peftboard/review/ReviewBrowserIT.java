package org.peftboard.review;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.peftboard.Browser;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.Role;
import org.peftboard.evaluation.StandInCatalogue;
import org.peftboard.submission.InQueue;
import org.peftboard.submission.Submission;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** From a suspect result to a verified row, and the operators' pages, in a real browser with a stand-in for the evaluator. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "peftboard.evaluation.enabled=true", "peftboard.evaluation.main-class=org.peftboard.evaluation.StandInEvaluator",
				"peftboard.data-folder=../target/test-data/review-browser", "db-scheduler.polling-interval=200ms" })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@DirtiesContext
@EnabledIf(value = "org.peftboard.Browser#available", disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
class ReviewBrowserIT {

	private static final String BOARD = "/?board=mini-cpu-r1.0";

	@LocalServerPort
	private int port;

	@Autowired
	private InQueue queue;

	@Autowired
	private Accounts accounts;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void people() {
		Tables.empty(jdbc);
		queue.register("ada");
		Registered.person(accounts, "grace", Role.REVIEWER, jdbc);
	}

	private static void logIn(Browser browser, String name) {
		browser.open("/login");
		browser.type("#name", name);
		browser.type("#password", Registered.PASSWORD);
		browser.follow("main form button");
		browser.await("signed in", page -> !browser.address().startsWith("/login"));
	}

	@Test
	void aSuspectResultIsRunAgainVerifiedAndMarkedOnTheBoard() {
		Submission sound = queue.submit("lora", Map.of("rank", 4));
		Submission suspect = queue.submit("behaving", Map.of("behaviour", "suspect", "seconds", 0.5));
		queue.awaitThat(sound, one -> one.status().ended(), Duration.ofSeconds(120));
		Submission published = queue.awaitThat(suspect, one -> one.status().ended(), Duration.ofSeconds(120));
		try (Browser browser = new Browser(port)) {
			browser.open(BOARD);
			assertThat(browser.text(".aside-rows")).contains("Waiting for a reviewer").contains("Not ranked until a reviewer has looked at it");
			assertThat(browser.all("#ranked tr")).hasSize(1);

			logIn(browser, "grace");
			browser.follow(".staff-link");
			assertThat(browser.address()).isEqualTo("/review");
			browser.follow("a[href='/review/results/" + published.resultId() + "']");
			everyWidth(browser, browser.address());
			browser.follow("form[action$='/rerun'] button");
			browser.await("the re-run has ended", page -> {
				page.navigate().refresh();
				return page.findElements(By.cssSelector("a[href*='/difference/']")).size() == 1;
			});
			browser.follow("a[href*='/difference/']");
			assertThat(browser.text("main")).contains("The two agree", "score of greeting", "seeds");
			everyWidth(browser, browser.address());

			browser.open("/review/results/" + published.resultId());
			browser.type("#reason", "the run with other seeds agrees");
			browser.follow("button[formaction$='/verify']");
			assertThat(browser.text("main")).contains("verified");

			browser.open(BOARD);
			browser.await("the mark", page -> browser.text("#row-" + published.resultId() + " .verified").equals("verified by grace"));
			assertThat(browser.all("#ranked tr")).hasSize(2);
			browser.type("#alpha", "3");
			assertThat(browser.text("#row-" + published.resultId() + " .verified")).as("after scripts ranked anew").isEqualTo("verified by grace");
			browser.requireAccessible();
			browser.open("/results/" + published.resultId()).requireAccessible();
			assertThat(browser.text("main")).contains("Verified by grace", "the run with other seeds agrees");
			everyWidth(browser, "/review");
			everyWidth(browser, "/results/" + published.resultId() + "/flag");
			browser.type("#reason", "one more look, please");
			browser.follow("main form button");
			assertThat(browser.text("main")).contains("flagged");
		}
	}

	private static void everyWidth(Browser browser, String path) {
		for (int width : new int[] { 1280, 390 }) {
			browser.width(width);
			browser.open(path).requireAccessible();
			browser.requireFits();
		}
		browser.width(1280);
	}

	@Test
	void theOperatorsPagesAreAccessibleAndFit() {
		Registered.person(accounts, "operator", Role.ADMINISTRATOR, jdbc);
		Registered.person(accounts, "somebody");
		long id = jdbc.sql("select id from accounts where name_key = 'somebody'").query(Long.class).single();
		try (Browser browser = new Browser(port)) {
			logIn(browser, "operator");
			browser.open("/admin/notices");
			browser.type("#text", "Maintenance on Sunday, 10:00 to 11:00 UTC");
			browser.follow("form[action$='/banner'] button");
			browser.type("#reason", "a new disk");
			browser.follow("form[action$='/pause'] button");
			assertThat(browser.text(".site-notices")).contains("Maintenance on Sunday", "Evaluations are paused: a new disk");
			for (String path : new String[] { "/admin", "/admin/notices", "/admin/users", "/admin/users/" + id, "/admin/audit", BOARD }) {
				everyWidth(browser, path);
			}
			browser.dark();
			for (String path : new String[] { "/admin", "/admin/notices", "/admin/users/" + id, "/admin/audit", BOARD }) {
				browser.open(path).requireAccessible();
			}
			Submission waiting = queue.submit("lora", Map.of("rank", 4));
			browser.open("/admin/notices");
			assertThat(queue.evaluators()).as("nothing starts while paused").isZero();
			browser.follow("form[action$='/resume'] button");
			queue.awaitThat(waiting, one -> one.status().ended(), Duration.ofSeconds(120));
			browser.open("/admin/audit");
			browser.follow("form[action$='/verify'] button");
			assertThat(browser.text("main")).contains("entries are as they were recorded", "admin.resume");
		}
		finally {
			jdbc.sql("update site_notices set paused = false, banner = ''").update();
		}
	}

}
