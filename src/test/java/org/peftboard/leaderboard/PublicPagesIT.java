package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

/** Every page that needs no account, in both schemes, from a small phone to a 4K screen: nothing serious for axe, nothing that sticks out, nothing that jumps while it loads. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Import(MiniCatalogue.class)
@DirtiesContext
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@EnabledIf(value = "org.peftboard.Browser#available",
		disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
class PublicPagesIT {

	/** "good" by the Core Web Vitals */
	private static final double MOST_SHIFT = 0.1;

	private static final int SMALL_PHONE = 360;

	private static final int DESK = 1280;

	/** Width decides what fits and what jumps, and the scheme what can be read: so every width is seen in light, and one of them in dark. */
	private static final int[] LIGHT_WIDTHS = { SMALL_PHONE, DESK, 3840 };

	private static final int[] DARK_WIDTHS = { SMALL_PHONE };

	private static final String SHIFT = """
			return new Promise((done) => {
				let sum = 0;
				new PerformanceObserver((list) => { for (const entry of list.getEntries()) { sum += entry.value; } }).observe({ type: 'layout-shift', buffered: true });
				setTimeout(() => done(sum), 250);
			});""";

	private static final List<String> PAGES = List.of("/", "/?board=peft-bench-summary-v1", "/?alpha=x", "/?board=peft-bench-v1&view=plot", "/?board=peft-bench-v1&view=tasks",
			"/?board=lialin-t5-3b-v1&view=scaling", "/?board=hf-metamathqa-v1&view=history", "/?board=hf-metamathqa-v1&q=lora&cols=pscp,stability,leads,date", "/boards/peft-bench-v1",
			"/methods", "/methods/lora", "/weights", "/weights?board=peft-bench-v1", "/about/scoring", "/api", "/snapshots", "/login", "/register", "/nothing");

	private final Results results;

	private final JdbcClient jdbc;

	@LocalServerPort
	private int port;

	PublicPagesIT(Results results, JdbcClient jdbc) {
		this.results = results;
		this.jdbc = jdbc;
	}

	@ParameterizedTest(name = "dark {0}")
	@ValueSource(booleans = { false, true })
	void everyPageFitsIsStillAndAccessibleInEveryWidth(boolean dark) {
		List<Double> shifts = new ArrayList<>();
		SoftAssertions found = new SoftAssertions();
		try (Browser browser = new Browser(port)) {
			if (dark) {
				browser.dark();
			}
			for (String page : pages()) {
				for (int width : dark ? DARK_WIDTHS : LIGHT_WIDTHS) {
					found.check(() -> shifts.add(look(browser, page, width, dark || width == DESK)));
				}
			}
		}
		found.assertAll();
		System.out.printf(Locale.ROOT, "%d views of public pages, dark %s: nothing serious for axe, greatest layout shift %.3f%n", shifts.size(), dark, Collections.max(shifts));
	}

	@Test
	void theMeasureSeesAPageThatJumps() {
		try (Browser browser = new Browser(port)) {
			browser.open("/about/scoring");
			browser.run("const block = document.createElement('div'); block.style.height = '400px'; document.querySelector('main').prepend(block);");
			assertThat(((Number) browser.run(SHIFT)).doubleValue()).isGreaterThan(MOST_SHIFT);
		}
	}

	private static final String BOARD = "/?board=peft-bench-v1";

	private static final String SEEN = "return [...document.querySelectorAll(arguments[0])].filter((element) => element.getClientRects().length > 0).length";

	private static final String STYLE = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]";

	@Test
	void onPaperThereAreTheRowsInLightAndNoControls() throws IOException {
		try (Browser browser = new Browser(port)) {
			browser.size(DESK, 2000);
			open(browser, BOARD);
			long rows = (Long) browser.run(SEEN, ".ranking tbody tr");
			assertThat(rows).isPositive();
			browser.run("document.documentElement.dataset.theme = 'dark'");
			browser.paper();

			assertThat(browser.run(SEEN, ".ranking tbody tr")).isEqualTo(rows);
			assertThat(browser.run(SEEN, ".site-header, .site-footer, .board-picker, .filters, .views, .weights .presets, .rows-foot, .col-rank input")).isEqualTo(0L);
			assertThat(browser.run(STYLE, ":root", "colorScheme")).isEqualTo("light");
			assertThat(browser.run(STYLE, ".ranking .col-method", "position")).isEqualTo("static");
			assertThat(browser.run(STYLE, ".key-memory", "printColorAdjust")).as("the key keeps its colours").isEqualTo("exact");
			keep(browser, "paper");
		}
	}

	@Test
	void withForcedColoursCostsAndChoicesAreToldApart() throws IOException {
		try (Browser browser = new Browser(port)) {
			browser.forcedColours();
			browser.size(DESK, 1500);
			open(browser, BOARD);

			assertThat(browser.run("return matchMedia('(forced-colors: active)').matches")).isEqualTo(true);
			assertThat((Long) browser.run("return new Set([...document.querySelectorAll('.bar')][0].querySelectorAll('rect').values().map((part) => getComputedStyle(part).fill)).size"))
				.as("colours of one row's penalties")
				.isGreaterThanOrEqualTo(3);
			assertThat((String) browser.run(STYLE, ".site-nav a[aria-current]", "textDecorationLine")).isEqualTo("underline");
			assertThat((String) browser.run(STYLE, ".views a[aria-current]", "textDecorationLine")).isEqualTo("underline");
			browser.requireAccessible();
			keep(browser, "forced-colours");
		}
	}

	private static void open(Browser browser, String page) {
		browser.open(page);
		browser.await("the script", here -> "true".equals(browser.find("#main").getDomAttribute("data-ready")));
	}

	/** For the eye: {@code -Dkept.pictures=FOLDER}. */
	private static void keep(Browser browser, String name) throws IOException {
		String folder = System.getProperty("kept.pictures");
		if (folder != null) {
			Files.write(Path.of(folder, name + ".png"), browser.picture());
		}
	}

	/** What the README shows, as it looks today. */
	@Test
	@EnabledIfSystemProperty(named = "pictures", matches = "true", disabledReason = "writes into docs/images; -Dpictures=true runs it")
	void writesThePictureOfTheBoard() throws IOException {
		try (Browser browser = new Browser(port)) {
			browser.size(DESK, 1100);
			open(browser, BOARD);
			browser.run("document.documentElement.style.scrollbarWidth = 'none'");
			Files.write(Path.of("../docs/images/board.png"), browser.picture());
		}
	}

	private List<String> pages() {
		Tables.empty(jdbc);
		results.publish(Measured.reference("none", 12, 0, 1, null));
		String measured = results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L)).publicId();
		String published = results.ofBoard("peft-bench-v1").get(0).publicId();
		List<String> pages = new ArrayList<>(PAGES);
		pages.addAll(List.of("/results/" + measured, "/results/" + published, "/compare?ids=" + measured, "/compare?ids=" + published + "," + measured));
		return pages;
	}

	/** @param axe whether axe looks too, which takes seconds: once in each scheme, in light on a desk and in dark on a phone */
	private static double look(Browser browser, String page, int width, boolean axe) {
		browser.width(width);
		browser.open(page);
		double shift = ((Number) browser.run(SHIFT)).doubleValue();
		assertThat(shift).as("layout shift of %s at %d px", page, width).isLessThan(MOST_SHIFT);
		browser.requireFits();
		if (axe) {
			browser.requireAccessible();
		}
		return shift;
	}

}
