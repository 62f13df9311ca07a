package org.peftboard.submission;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.peftboard.Browser;
import org.peftboard.Tables;
import org.peftboard.account.Registered;
import org.peftboard.evaluation.StandInCatalogue;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of this room in a real browser, with a stand-in for the evaluator. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "peftboard.evaluation.enabled=true", "peftboard.evaluation.main-class=org.peftboard.evaluation.StandInEvaluator",
				"peftboard.data-folder=../target/test-data/browser", "db-scheduler.polling-interval=200ms" })
@ActiveProfiles("test")
@Import({ StandInCatalogue.class, InQueue.class })
@DirtiesContext
@EnabledIf(value = "org.peftboard.Browser#available", disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
class SubmissionBrowserIT {

	@LocalServerPort
	private int port;

	@Autowired
	private InQueue queue;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void register() {
		Tables.empty(jdbc);
		queue.register("ada");
	}

	private static void logIn(Browser browser) {
		browser.open("/login");
		browser.type("#name", "ada");
		browser.type("#password", Registered.PASSWORD);
		browser.follow("main form button");
		browser.await("signed in", page -> !browser.address().startsWith("/login"));
	}

	@Test
	void everyPageIsAccessibleAndFitsInLightAndDarkAndOnAPhone() {
		Submission published = queue.submit("lora", Map.of("rank", 4));
		Submission failed = queue.submit("behaving", Map.of("behaviour", "diverge"));
		Submission hanging = queue.submit("behaving", Map.of("behaviour", "hang"));
		Submission waiting = queue.submit("lora", Map.of("rank", 5));
		long search = queue.search(Map.of("rank", List.of(6, 7)));
		queue.awaitThat(failed, one -> one.status().ended(), Duration.ofSeconds(60));
		queue.awaitThat(hanging, one -> one.status() == SubmissionStatus.PREPARING, Duration.ofSeconds(60));
		Submission withdrawn = queue.awaitThat(published, one -> one.status().ended(), Duration.ofSeconds(60));
		queue.withdraw(withdrawn);
		String tombstone = "/results/" + withdrawn.resultId();
		try (Browser browser = new Browser(port)) {
			browser.open("/register").requireAccessible();
			logIn(browser);
			for (String path : new String[] { "/submit", "/submit?method=behaving", "/submit?rank=0", "/submit?seeds=3&search=rank:+4", "/account", "/account/password",
					"/submissions/" + published.id(), "/submissions/" + failed.id(), "/submissions/" + hanging.id(), "/submissions/" + waiting.id(), "/searches/" + search,
					tombstone,
					"/notices" }) {
				browser.width(1280);
				browser.open(path).requireAccessible();
				browser.requireFits();
				browser.width(390);
				browser.requireFits();
				browser.requireAccessible();
			}
			browser.dark();
			browser.open("/submissions/" + failed.id()).requireAccessible();
			browser.open("/submit").requireAccessible();
			for (String path : List.of("/searches/" + search, tombstone, "/notices")) {
				browser.open(path).requireAccessible();
			}
		}
		queue.cancel(hanging);
	}

	@Test
	void submitsAndCancelsWithKeysAlone() {
		try (Browser browser = new Browser(port)) {
			browser.open("/login");
			browser.tabTo("#name");
			browser.press("ada");
			browser.tabTo("#password");
			browser.press(Registered.PASSWORD, Keys.ENTER);
			browser.await("signed in", page -> !browser.address().startsWith("/login"));
			browser.open("/submit");
			browser.tabTo(".method-nav a[href*=behaving]");
			browser.press(Keys.ENTER);
			browser.await("its form", page -> browser.address().contains("method=behaving"));
			browser.tabTo("#behaviour");
			browser.press("hang");
			browser.tabTo("#title");
			browser.press("By keys");
			browser.tabTo("#more > summary");
			browser.press(Keys.ENTER);
			browser.tabTo("#anonymous");
			browser.press(Keys.SPACE);
			browser.tabTo("#submit-button");
			browser.press(Keys.ENTER);
			browser.await("the check", page -> browser.find("h1").getText().equals("By keys"));
			browser.tabTo("#confirm-button");
			browser.press(Keys.ENTER);
			browser.await("sent", page -> browser.address().startsWith("/submissions/"));
			browser.await("running", page -> browser.text("#label").equals("Preparing"));
			browser.tabTo("#cancel button");
			browser.press(Keys.ENTER);
			browser.await("cancelled", page -> browser.text("#label").equals("Cancelled"));
		}
		queue.await(() -> queue.evaluators() == 0, Duration.ofSeconds(15));
	}

	@Test
	void tellsAFileThatIsTooLargeBeforeItTravels(@TempDir Path folder) throws Exception {
		Path file = Files.write(folder.resolve("adapter_model.safetensors"), new byte[10_000_000]);
		try (Browser browser = new Browser(port)) {
			logIn(browser);
			browser.open("/submit");
			browser.type("#title", "My own row");
			browser.find("#file").sendKeys(file.toString());
			assertThat(browser.text("#file-too-large")).contains("Got a file of 10.0 MB, need at most 64 KiB");
			browser.click("#upload-button");
			assertThat(browser.find("#title").getAttribute("value")).isEqualTo("My own row");
			assertThat(browser.all("#problems")).isEmpty();
		}
	}

	@Test
	void worksWithoutScripts(@TempDir Path folder) throws Exception {
		Path large = Files.write(folder.resolve("adapter_model.safetensors"), new byte[10_000_000]);
		try (Browser browser = new Browser(port, false)) {
			logIn(browser);
			browser.open("/submit?method=behaving");
			browser.type("#title", "My own row");
			browser.find("#file").sendKeys(large.toString());
			browser.click("#upload-button");
			assertThat(browser.text("#problems")).contains("a file of 10.0 MB");
			assertThat(browser.find("#title").getAttribute("value")).isEqualTo("My own row");
			browser.type("#seconds", "4");
			browser.click("#submit-button");
			browser.click("#confirm-button");
			browser.await("the page loads itself again until the result is there", page -> browser.text("#label").equals("Published"));
			assertThat(browser.find("#result").getAttribute("href")).contains("/results/");
		}
	}

	@Test
	void showsTheCurveByStreamOrWhereThatFailsByPolling() {
		Submission submission = queue.submit("behaving", Map.of("seconds", 12));
		try (Browser browser = new Browser(port)) {
			logIn(browser);
			browser.open("/submissions/" + submission.id());
			browser.await("points by stream", page -> browser.all("#points tr").size() > 3);
			assertThat(browser.run("return performance.getEntriesByType('resource').some((one) => one.name.includes('/live?'))")).isEqualTo(false);
			browser.withoutEventSource();
			browser.open("/submissions/" + submission.id());
			browser.await("the end by polling", page -> browser.text("#label").equals("Published"));
			assertThat(browser.run("return performance.getEntriesByType('resource').some((one) => one.name.includes('/live?'))")).isEqualTo(true);
			assertThat(browser.find("#result").isDisplayed()).isTrue();
			browser.requireNothingBlocked();
		}
	}

	@Test
	void cancelsFromThePage() {
		Submission submission = queue.submit("behaving", Map.of("behaviour", "hang"));
		try (Browser browser = new Browser(port)) {
			logIn(browser);
			browser.open("/submissions/" + submission.id());
			browser.await("running", page -> browser.text("#label").equals("Preparing"));
			browser.click("#cancel button");
			browser.await("cancelled", page -> browser.text("#label").equals("Cancelled"));
		}
		queue.await(() -> queue.evaluators() == 0, Duration.ofSeconds(15));
	}

	/** Larger than anything that is read at all: still an answer and not a broken connection. */
	@Test
	void answersAFormOfFortyMegabytesWithAPage() throws Exception {
		byte[] body = new byte[40_000_000];
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/submit"))
			.header("Content-Type", "multipart/form-data; boundary=x")
			.header("Accept", "text/html")
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
		HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(answer.body()).contains("This is too large");
	}

}
