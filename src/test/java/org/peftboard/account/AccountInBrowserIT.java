package org.peftboard.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.peftboard.Browser;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of accounts in a real browser. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "peftboard.address=https://board.example.org", "spring.mail.host=127.0.0.1", "spring.mail.port=1",
				"spring.security.oauth2.client.registration.github.client-id=hub", "spring.security.oauth2.client.registration.github.client-secret=secret" })
@ActiveProfiles("test")
@DirtiesContext
@EnabledIf(value = "org.peftboard.Browser#available", disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
class AccountInBrowserIT {

	@LocalServerPort
	private int port;

	private static void requireGood(Browser browser, String path) throws IOException {
		browser.open(path).requireAccessible();
		for (int width : new int[] { 1280, 390 }) {
			browser.width(width);
			browser.requireFits();
			browser.requireAccessible();
			keep(browser, path + "-" + width);
		}
		browser.width(1280);
	}

	/** The source of the page as a person would see it, for looking at. */
	private static void keep(Browser browser, String name) throws IOException {
		Path folder = Files.createDirectories(Path.of("../target/pages"));
		Files.write(folder.resolve(name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "") + ".png"), browser.picture());
	}

	@Test
	void everyPageIsAccessibleAndFits() throws IOException {
		try (Browser browser = new Browser(port)) {
			for (String path : new String[] { "/login", "/register", "/forgot", "/reset?token=x", "/verify?token=x" }) {
				requireGood(browser, path);
			}
			browser.open("/register");
			browser.type("#name", "ada");
			browser.type("#password", Registered.PASSWORD);
			browser.follow("main form button");
			browser.await("signed in", page -> !browser.address().startsWith("/register"));
			for (String path : new String[] { "/account", "/account/security", "/account/second-factor", "/account/delete", "/account/password" }) {
				requireGood(browser, path);
			}
			makesAToken(browser);
			turnsOnTheSecondFactor(browser);
			browser.dark();
			requireGood(browser, "/account/security?dark");
		}
	}

	private static void makesAToken(Browser browser) throws IOException {
		browser.open("/account/security");
		browser.click("main details summary");
		browser.type("#title", "laptop");
		browser.type("#token-proof", Registered.PASSWORD);
		browser.find("#title").submit();
		browser.await("the token", page -> browser.text(".secret").startsWith("peft_"));
		browser.requireAccessible();
		browser.requireFits();
		keep(browser, "token");
	}

	private static void turnsOnTheSecondFactor(Browser browser) throws IOException {
		browser.open("/account/second-factor");
		String secret = browser.text(".secret").replace(" ", "");
		browser.dark();
		browser.requireAccessible();
		keep(browser, "second-factor-dark");
		browser.type("#code", Totp.code(secret, System.currentTimeMillis() / 1000 / Totp.STEP_SECONDS));
		browser.type("#setup-proof", Registered.PASSWORD);
		browser.find("#code").submit();
		browser.await("the codes", page -> browser.all(".codes li").size() == 10);
		browser.requireAccessible();
		keep(browser, "recovery-codes");
		assertThat(browser.open("/account/second-factor").find("main").getText()).contains("10 of 10 are left");
		browser.requireAccessible();
	}

}
