package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;
import org.peftboard.Browser;
import org.peftboard.Tables;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.result.Measured;
import org.peftboard.result.Results;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestConstructor;

/** The board as a reader meets it, in a real browser on a real server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Import(MiniCatalogue.class)
@DirtiesContext
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@EnabledIf(value = "org.peftboard.Browser#available",
		disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
class BoardInBrowserIT {

	private static final String SUMMARY = "/?board=peft-bench-summary-v1";

	private static final String ROW_TEXTS = "return [...document.querySelectorAll('#ranked tr')].map(row => row.textContent.replace(/\\s+/g, ' '))";

	private final Results results;

	private final JdbcClient jdbc;

	@LocalServerPort
	private int port;

	BoardInBrowserIT(Results results, JdbcClient jdbc) {
		this.results = results;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void empty() {
		Tables.empty(jdbc);
	}

	private static List<String> titles(Browser browser) {
		return browser.all("#ranked tr").stream().map(row -> row.getDomAttribute("data-title")).toList();
	}

	private static void awaitRun(Browser browser, String condition) {
		browser.await(condition, page -> Boolean.TRUE.equals(browser.run("return " + condition)));
	}

	private static Browser ready(Browser browser, String path) {
		browser.open(path);
		awaitRun(browser, "document.getElementById('main').dataset.ready === 'true'");
		return browser;
	}

	private static void slide(Browser browser, String weight, Keys key) {
		browser.find("input[type=range][data-for=" + weight + "]").sendKeys(key);
	}

	@Test
	void aSliderMovesRowsAtOnceAndTheAddressKeepsIt() {
		try (Browser browser = new Browser(port)) {
			ready(browser, SUMMARY);
			slide(browser, "beta", Keys.HOME);
			slide(browser, "gamma", Keys.HOME);
			browser.await("rows by quality", page -> titles(browser)
					.equals(List.of("LoRA", "Adapter", "IA³", "Prefix tuning", "Prompt tuning", "BitFit")));

			awaitRun(browser, "document.getElementById('announcement').textContent === 'LoRA still leads; 5 of 6 rows moved.'");
			assertThat(browser.address()).isEqualTo(SUMMARY + "&beta=0&gamma=0");
			Object shown = browser.run(ROW_TEXTS);
			ready(browser, browser.address());
			assertThat(browser.run(ROW_TEXTS)).as("the server's own rendering of the same address, before and after the script")
					.isEqualTo(shown);
			browser.requireNothingBlocked();
		}
	}

	@Test
	void showsWhatTheServerRenders() {
		String address = SUMMARY + "&refs=largest&alpha=0.35&beta=2.5&gamma=4.95";
		try (Browser plain = new Browser(port, false); Browser scripted = new Browser(port)) {
			plain.open(address);
			ready(scripted, address);

			List<String> rendered = plain.all("#ranked tr").stream().map(row -> row.getText()).toList();
			assertThat(rendered).hasSize(6);
			assertThat(scripted.all("#ranked tr").stream().map(row -> row.getText()).toList()).isEqualTo(rendered);
		}
	}

	@Test
	void rowsGlideUnlessTheReaderWantsStillness() {
		String move = "document.getElementById('ranked').scrollIntoView(); for (const name of ['beta', 'gamma']) { const slider = document.querySelector(`[data-for=${name}]`); slider.value = 0;"
				+ "slider.dispatchEvent(new Event('input', {bubbles: true})); }"
				+ "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(document.getElementById('ranked').getAnimations({ subtree: true })"
				// reduced motion leaves transitions of a hundredth of a millisecond, which nobody sees
				+ ".filter(animation => animation.effect.getComputedTiming().duration > 1).length))));";
		try (Browser browser = new Browser(port)) {
			assertThat((Long) ready(browser, SUMMARY).run(move)).isPositive();
			browser.still();
			assertThat((Long) ready(browser, SUMMARY).run(move)).isZero();
			assertThat(titles(browser)).startsWith("LoRA", "Adapter");
		}
	}

	@Test
	void whatIsNoWeightIsMarkedAndThenForgotten() {
		try (Browser browser = new Browser(port)) {
			ready(browser, SUMMARY).type("#alpha", "7");
			assertThat(browser.find("#alpha").getDomAttribute("aria-invalid")).isEqualTo("true");
			browser.find("#alpha").sendKeys(Keys.TAB);
			awaitRun(browser, "document.getElementById('alpha').value === '1'");
			assertThat(browser.find("#alpha").getDomAttribute("aria-invalid")).isNull();
		}
	}

	@Test
	void worksWithoutScripts() {
		try (Browser browser = new Browser(port, false)) {
			browser.open(SUMMARY).type("#beta", "0");
			browser.type("#gamma", "0");
			browser.click("#weights button[type=submit]");
			browser.await("rows by quality", page -> titles(browser).get(1).equals("Adapter"));

			assertThat(browser.address()).contains("beta=0", "gamma=0");
		}
	}

	@Test
	void aNewResultAppearsWithoutReloadAndTheSlidersStay() {
		try (Browser browser = new Browser(port)) {
			ready(browser, "/");
			slide(browser, "gamma", Keys.END);
			browser.run("window.notReloaded = true");
			results.publish(Measured.evaluation("fresh", "lora", 80, 16_384, 1.2, 5_000_000L));

			browser.await("the new row", page -> titles(browser).contains("lora fresh"));
			awaitRun(browser, "document.getElementById('announcement').textContent.includes('new: lora fresh at rank 1')");
			assertThat(browser.run("return window.notReloaded")).isEqualTo(true);
			assertThat(browser.run("return document.getElementById('gamma').value")).isEqualTo("5");
			browser.await("the address", page -> browser.address().contains("gamma=5"));
			browser.requireNothingBlocked();
		}
	}

	@Test
	void drawsThePlotWithItsTableAndAnotherOnDemand() {
		try (Browser browser = new Browser(port)) {
			ready(browser, SUMMARY + "&view=plot");
			assertThat(browser.find("svg.plot").getDomAttribute("aria-label"))
				.isEqualTo("Score against Memory, GB, 6 rows. On the frontier: BitFit, Prompt tuning, LoRA.");
			assertThat(browser.all("#plot-table tbody tr")).hasSize(6);
			new Select(browser.find("select[name=x]")).selectByValue("parameters");
			awaitRun(browser, "document.querySelector('svg.plot').getAttribute('aria-label').startsWith('Score against Trainable')");
			browser.await("the address", page -> browser.address().equals(SUMMARY + "&view=plot&x=parameters"));
		}
	}

	@Test
	void filtersHideRowsAndNeverChangeARank() {
		try (Browser browser = new Browser(port); Browser plain = new Browser(port, false)) {
			ready(browser, SUMMARY);
			browser.click("#filters > summary");
			browser.type("input[name=q]", "tuning");
			browser.await("two rows", page -> titles(browser).equals(List.of("Prompt tuning", "Prefix tuning")));
			assertThat(browser.all("#ranked .rank").stream().map(rank -> rank.getText()).toList()).containsExactly("2", "6");
			assertThat(browser.text("#rows-count")).isEqualTo("2 of 6 ranked rows");
			browser.await("the address", page -> browser.address().equals(SUMMARY + "&q=tuning"));

			plain.open(browser.address());
			assertThat(titles(plain)).containsExactly("Prompt tuning", "Prefix tuning");
			browser.click("a[data-clear]");
			browser.await("all rows", page -> titles(browser).size() == 6);
			browser.type("input[name=mmax]", "1");
			browser.await("nothing found", page -> browser.find("#nothing").isDisplayed());
		}
	}

	@Test
	void columnsComeAndGoWithWhatIsKnownOfStability() {
		try (Browser browser = new Browser(port)) {
			ready(browser, SUMMARY + "&cols=pscp,score,stability,leads");
			String server = browser.text("[data-title=LoRA] [data-col=stability]");
			assertThat(server).isEqualTo("α ≤ 12.46 · β ≤ 3.45 · γ ≤ 2.06; next swap with BitFit, 0.97 away");
			assertThat(browser.text("[data-title=LoRA] [data-col=leads]")).isEqualTo("60.0 %");
			assertThat(browser.text("[data-title=Adapter] [data-col=leads]")).isEqualTo("nowhere");
			assertThat(browser.find("[data-title=LoRA] [data-col=memory]").isDisplayed()).isFalse();

			slide(browser, "gamma", Keys.END);
			browser.await("another sentence", page -> !browser.text("[data-title=LoRA] [data-col=stability]").equals(server));
			String scripted = browser.text("[data-title=LoRA] [data-col=stability]");
			String leader = browser.text("#leader");
			try (Browser plain = new Browser(port, false)) {
				plain.open(browser.address());
				assertThat(plain.find("[data-title=LoRA] [data-col=stability]").getText()).isEqualTo(scripted);
				assertThat(plain.find("#leader").getText()).isEqualTo(leader);
			}
		}
	}

	@Test
	void theAtlasIsAMapAndATable() {
		try (Browser browser = new Browser(port)) {
			browser.open("/weights?board=peft-bench-summary-v1");
			assertThat(browser.all("#atlas-table tbody tr").stream().map(row -> row.getText()).toList()).hasSize(2);
			assertThat(browser.all(".region .ground")).hasSize(2);
			String smaller = browser.all(".region").get(1).getDomAttribute("aria-label");
			browser.all(".region").get(1).sendKeys(Keys.ENTER);
			browser.await("the board", page -> browser.address().startsWith(SUMMARY));
			assertThat(smaller).startsWith(titles(browser).get(0) + ", ");

			browser.open("/weights?board=peft-bench-summary-v1");
			browser.network(0, true);
			new Select(browser.find("#atlas-form select[name=refs]")).selectByValue("largest");
			browser.await("told", page -> browser.find("#trouble").isDisplayed());
			browser.network(0, false);
			browser.click("#trouble button");
			browser.await("the other map", page -> browser.address().contains("refs=largest"));
		}
	}

	@Test
	void everythingOnTheBoardIsDoneWithKeysAlone() {
		try (Browser browser = new Browser(port)) {
			ready(browser, SUMMARY);
			browser.tabTo(".skip-link");
			browser.press(Keys.ENTER);
			browser.await("the content", page -> browser.focused("#main"));

			browser.tabTo(".board-picker > summary");
			browser.press(Keys.ENTER);
			browser.tabTo(".board-list a");
			browser.press(Keys.ESCAPE);
			assertThat(browser.focused(".board-picker:not([open]) > summary")).as("closed, and back where it was opened").isTrue();

			browser.tabTo("#weights a[data-state]");
			browser.press(Keys.ENTER);
			awaitRun(browser, "['alpha', 'beta', 'gamma'].every(name => document.getElementById(name).value === '0')");
			assertThat(browser.focused("#weights a[data-state]")).isTrue();
			browser.tabTo("input[type=range][data-for=beta]");
			browser.press(Keys.END, Keys.ARROW_LEFT);
			awaitRun(browser, "document.getElementById('beta').value === '4.95'");
			browser.tabTo("#gamma");
			browser.press("2"); // what is tabbed to is selected
			browser.tabTo("select[name=refs]");
			browser.press(Keys.ARROW_DOWN);
			browser.await("weights and references", page -> browser.address().equals(SUMMARY + "&refs=largest&alpha=0&beta=4.95&gamma=2"));
			narrowsChoosesColumnsAndSortsWithKeys(browser);
			comparesWithKeys(browser);
		}
	}

	private static void narrowsChoosesColumnsAndSortsWithKeys(Browser browser) {
		browser.tabTo("#filters > summary");
		browser.press(Keys.ENTER);
		browser.tabTo("input[name=q]");
		browser.press("tuning");
		browser.await("two rows", page -> titles(browser).size() == 2);
		browser.press(Keys.BACK_SPACE.toString().repeat("tuning".length()));
		browser.await("all rows", page -> titles(browser).size() == 6);
		browser.tabTo("input[name=cols][value=stability]");
		browser.press(Keys.SPACE);
		browser.await("the column", page -> browser.find("[data-title=LoRA] [data-col=stability]").isDisplayed());
		browser.press(Keys.ESCAPE);
		assertThat(browser.focused("#filters:not([open]) > summary")).isTrue();

		browser.tabTo("#ranking th[data-col=memory] a");
		browser.press(Keys.ENTER);
		browser.await("by memory", page -> "ascending".equals(browser.find("#ranking th[data-col=memory]").getDomAttribute("aria-sort")));
		assertThat(browser.focused("#ranking th[data-col=memory] a")).isTrue();
	}

	private static void comparesWithKeys(Browser browser) {
		List<String> chosen = titles(browser).subList(0, 2);
		browser.tabTo("#ranked input[name=ids]");
		browser.press(Keys.SPACE);
		browser.tabTo("#ranked input[name=ids]");
		browser.press(Keys.SPACE);
		browser.tabTo("#compare button");
		browser.press(Keys.ENTER);
		browser.await("the comparison", page -> browser.address().startsWith("/compare?"));
		assertThat(browser.text("main")).contains(chosen);
	}

	@Test
	void pagesAtlasAndSnapshotAreReachedWithKeysAlone() {
		try (Browser browser = new Browser(port)) {
			for (int row = 0; row < BoardQuery.PAGE_ROWS + 1; row++) {
				results.publish(Measured.evaluation("row " + row, "lora", 80, 16_384, 1.2, 5_000_000L));
			}
			ready(browser, "/");
			browser.run("document.querySelector('#compare button').focus()"); // past a hundred rows
			browser.tabTo("#pages a[data-page='2']");
			browser.press(Keys.ENTER);
			browser.await("the second page", page -> browser.focused("#pages a[aria-current][data-page='2']"));
			browser.tabTo("#share > summary");
			browser.press(Keys.ENTER);
			browser.tabTo("a[data-share='/snapshots/new']");
			browser.press(Keys.ESCAPE);
			assertThat(browser.focused("#share:not([open]) > summary")).isTrue();

			browser.open("/weights?board=peft-bench-summary-v1");
			browser.tabTo("select[name=map]");
			browser.tabTo("a.region");
			browser.press(Keys.ENTER);
			browser.await("the board", page -> browser.address().startsWith(SUMMARY));
		}
	}

	/** Nothing is said of an answer that comes at once; of a late one only after 0.3 s; and nothing on the page jumps. */
	@Test
	void tellsThatAnAnswerIsUnderWayAndWhenNoneComes() {
		String shown = "document.querySelector('svg.plot').getAttribute('aria-label').startsWith('Score against ";
		try (Browser browser = new Browser(port)) {
			ready(browser, SUMMARY + "&view=plot");
			browser.run("window.busy = 0; new MutationObserver(() => { window.busy += 1; }).observe(document.body, { subtree: true, attributeFilter: ['aria-busy'] });"
					+ "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) { window.shift += entry.value; } })"
					+ ".observe({ type: 'layout-shift' }); performance.mark('start');");
			new Select(browser.find("select[name=x]")).selectByValue("latency");
			awaitRun(browser, shown + "Latency')");
			assertThat(browser.run("return window.busy")).as("an answer that comes at once").isEqualTo(0L);

			browser.network(1500, false);
			new Select(browser.find("select[name=x]")).selectByValue("parameters");
			browser.await("a sign", page -> browser.find("section.view").getDomAttribute("aria-busy") != null);
			awaitRun(browser, shown + "Trainable')");
			assertThat(browser.all("[aria-busy]")).isEmpty();

			browser.network(0, true);
			new Select(browser.find("select[name=x]")).selectByValue("memory");
			browser.await("told", page -> browser.find("#trouble").isDisplayed());
			browser.requireAccessible();
			browser.network(0, false);
			browser.click("#trouble button");
			awaitRun(browser, shown + "Memory')");
			assertThat(browser.find("#trouble").isDisplayed()).isFalse();
			assertThat(((Number) browser.run("return window.shift")).doubleValue()).as("layout shift").isLessThan(0.1);
		}
	}

	@Test
	void whatTheServerRankedStaysWhereTheRowsDoNotCome() {
		try (Browser browser = new Browser(port)) {
			browser.block("*/rows*.json*");
			browser.open(SUMMARY);
			browser.await("told", page -> browser.find("#trouble").isDisplayed());
			assertThat(titles(browser)).hasSize(6);
			browser.block();
			browser.click("#trouble button");
			awaitRun(browser, "document.getElementById('main').dataset.ready === 'true'");
			slide(browser, "beta", Keys.HOME);
			awaitRun(browser, "document.getElementById('beta').value === '0'");
		}
	}

	@Test
	void speaksGermanToWhoAsksForIt() {
		try (Browser browser = new Browser(port)) {
			browser.open(SUMMARY);
			browser.follow("a[hreflang=de]");
			browser.await("German", page -> "de".equals(browser.find("html").getDomAttribute("lang")));
			assertThat(browser.address()).isEqualTo(SUMMARY);
			assertThat(browser.text("#rows-title")).startsWith("Rangliste");
			awaitRun(browser, "document.getElementById('main').dataset.ready === 'true'");
			slide(browser, "beta", Keys.HOME);
			browser.await("a German sentence", page -> browser.text("#announcement").contains("Neu an der Spitze")
					|| browser.text("#announcement").contains("führt weiter"));
			browser.requireAccessible();
		}
	}

}
