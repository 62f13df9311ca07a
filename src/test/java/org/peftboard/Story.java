package org.peftboard;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.peftboard.catalog.Boards;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** The walking path, in a real browser, with the real evaluator. One subclass a database. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "peftboard.evaluation.enabled=true")
@ActiveProfiles("test")
@DirtiesContext
@EnabledIf(value = "org.peftboard.Browser#available", disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
abstract class Story {

	/** Half a minute on two idle cores; a busy machine takes its time. */
	private static final Duration EVALUATION = Duration.ofMinutes(12);

	@LocalServerPort
	private int port;

	@Autowired
	private Boards boards;

	@Test
	void fromTheBoardToARowOnTheBoard() {
		try (Browser browser = new Browser(port)) {
			movesASliderAndSeesRowsMove(browser);
			registers(browser);
			submitsALoraConfiguration(browser);
			watchesIt(browser);
			seesTheRow(browser);
		}
	}

	private static List<String> rows(Browser browser) {
		return browser.all("#ranked tr").stream().map(row -> row.getAttribute("data-title")).toList();
	}

	private static void movesASliderAndSeesRowsMove(Browser browser) {
		browser.open("/?board=peft-bench-summary-v1").requireAccessible();
		List<String> before = rows(browser);
		assertThat(before).hasSize(6).first().isEqualTo("LoRA");
		WebElement slider = browser.find(".slider[data-cost=gamma] input[type=range]");
		slider.sendKeys(Keys.END);
		browser.await("rows in another order", page -> !rows(browser).equals(before));
		assertThat(rows(browser)).containsExactlyInAnyOrderElementsOf(before);
		assertThat(browser.address()).as("the address tells it").contains("gamma=5");
	}

	private static void registers(Browser browser) {
		browser.open("/submit");
		assertThat(browser.address()).isEqualTo("/login");
		browser.requireAccessible();
		browser.follow("main a[href='/register']");
		browser.requireAccessible();
		browser.type("#name", "ada");
		browser.type("#password", "notes on the engine");
		browser.follow("main form button");
		browser.await("the page that was asked for first", page -> browser.address().startsWith("/submit"));
	}

	private static void submitsALoraConfiguration(Browser browser) {
		browser.requireAccessible();
		browser.run("document.getElementById('submit-form').noValidate = true");
		browser.type("#rank", "0");
		browser.type("#title", "Ada's LoRA");
		browser.click("#submit-button");
		assertThat(browser.text("#problems")).contains("rank: got 0, need a whole number, 1 to 512");
		assertThat(browser.find("#title").getAttribute("value")).isEqualTo("Ada's LoRA");
		browser.requireAccessible();
		browser.type("#rank", "4");
		browser.click("#submit-button");
		browser.await("the forecast", page -> !browser.all("#confirm-button").isEmpty());
		browser.requireAccessible();
		assertThat(browser.text("main")).contains("Trainable parameters, exactly", "Training memory, at most about", "Next in the queue");
		browser.click("#confirm-button");
		browser.await("the page of the submission", page -> browser.address().startsWith("/submissions/"));
		assertThat(browser.text("h1")).isEqualTo("Ada's LoRA");
	}

	private static void watchesIt(Browser browser) {
		browser.await("training", EVALUATION, page -> browser.text("#label").equals("Training"));
		browser.await("the curve", EVALUATION, page -> browser.find("#chart-card").isDisplayed());
		browser.requireAccessible();
		int points = tablePoints(browser);
		browser.await("more points without a reload", EVALUATION, page -> tablePoints(browser) > points);
		browser.await("the result", EVALUATION, page -> browser.find("#result").isDisplayed() || browser.text("#label").equals("Failed"));
		assertThat(browser.text("#label")).as(browser.text("#sentence")).isEqualTo("Published");
		browser.requireAccessible();
	}

	private static int tablePoints(Browser browser) {
		return ((Number) browser.run("return document.querySelectorAll('#points tr').length")).intValue();
	}

	private void seesTheRow(Browser browser) {
		browser.click("#result");
		browser.await("the result's page", page -> page.findElement(By.tagName("h1")).getText().contains("Ada's LoRA"));
		browser.requireAccessible();
		browser.open("/?board=" + boards.measured("mini-quick").orElseThrow().id()).requireAccessible();
		assertThat(rows(browser)).contains("Ada's LoRA");
		browser.open("/account").requireAccessible();
		assertThat(browser.text("main table")).contains("Ada's LoRA", "Published");
	}

}
