package org.peftboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Debian's Chromium, without a window, with a profile of its own that is deleted afterwards. */
public final class Browser implements AutoCloseable {

	private static final String PROGRAM = "/usr/bin/chromium";

	private static final String DRIVER = "/usr/bin/chromedriver";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final List<String> GRAVE = List.of("serious", "critical");

	/** What reaches beyond the window and makes the page scroll to the side; boxes that scroll by themselves may hold wider things. */
	private static final String STICKING_OUT = """
			const root = document.documentElement;
			if (root.scrollWidth <= root.clientWidth) { return []; }
			return [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > root.clientWidth + 0.5)
				.map(element => `${element.tagName.toLowerCase()}#${element.id}.${element.getAttribute('class')}: ${element.getBoundingClientRect().right} of ${root.clientWidth} px`).slice(0, 12);
			""";

	/** More than any page has places to stop at. */
	private static final int MOST_STEPS = 250;

	/** Parts of drawings have a stroke instead. */
	private static final String OUTLINE = """
			const style = getComputedStyle(arguments[0]);
			return arguments[0] instanceof SVGElement || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
			""";

	private static final String TIME_LINE = "devtools.timeline";

	private final Path profile;

	private final ChromeDriver driver;

	private final String site;

	public Browser(int port) {
		this(port, true);
	}

	public Browser(int port, boolean scripts) {
		this(port, scripts, Map.of());
	}

	/** One that records the time line of what it opens, for {@link #callMillis}. */
	public static Browser tracing(int port) {
		return new Browser(port, true, Map.of("traceCategories", TIME_LINE));
	}

	private Browser(int port, boolean scripts, Map<String, String> trace) {
		this.site = "http://localhost:" + port;
		try {
			this.profile = Files.createTempDirectory("peftboard-browser");
		}
		catch (IOException exception) {
			throw new UncheckedIOException(exception);
		}
		ChromeOptions options = new ChromeOptions();
		options.setBinary(PROGRAM);
		options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--user-data-dir=" + profile, "--window-size=1280,1000");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		if (!trace.isEmpty()) {
			logs.enable(LogType.PERFORMANCE, Level.ALL);
			options.setExperimentalOption("perfLoggingPrefs", trace);
		}
		options.setCapability("goog:loggingPrefs", logs);
		if (!scripts) {
			options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
		}
		this.driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(Path.of(DRIVER).toFile()).build(), options);
	}

	/** Whether this machine has what it takes. */
	public static boolean available() {
		return Files.isExecutable(Path.of(PROGRAM)) && Files.isExecutable(Path.of(DRIVER));
	}

	public Browser open(String path) {
		driver.get(site + path);
		return this;
	}

	public String address() {
		return driver.getCurrentUrl().substring(site.length());
	}

	public WebElement find(String selector) {
		return await(selector, page -> page.findElement(By.cssSelector(selector)));
	}

	public List<WebElement> all(String selector) {
		return driver.findElements(By.cssSelector(selector));
	}

	/** What an element says, even when the page puts another in its place meanwhile. */
	public String text(String selector) {
		return await(selector, page -> page.findElement(By.cssSelector(selector)).getText());
	}

	public void type(String selector, String text) {
		WebElement field = find(selector);
		field.clear();
		field.sendKeys(text);
	}

	public void click(String selector) {
		find(selector).click();
	}

	/** Sends keys to whatever has the focus. */
	public void press(CharSequence... keys) {
		new Actions(driver).sendKeys(keys).perform();
	}

	/** Goes on with the tab key until an element of this selector has the focus, which must be seen; fails where the keys do not lead there. */
	public WebElement tabTo(String selector) {
		for (int step = 0; step < MOST_STEPS; step++) {
			press(Keys.TAB);
			WebElement focused = driver.switchTo().activeElement();
			if (Boolean.TRUE.equals(driver.executeScript("return arguments[0].matches(arguments[1])", focused, selector))) {
				assertThat(driver.executeScript(OUTLINE, focused)).as("outline of " + selector).isEqualTo(true);
				return focused;
			}
		}
		throw new AssertionError(MOST_STEPS + " steps of the tab key do not lead to " + selector + " at " + address());
	}

	/** Whether an element of this selector has the focus. */
	public boolean focused(String selector) {
		return Boolean.TRUE.equals(driver.executeScript("return document.activeElement.matches(arguments[0])", selector));
	}

	/** Every answer takes this much longer, or none comes. */
	public void network(int latencyMillis, boolean offline) {
		driver.executeCdpCommand("Network.enable", Map.of());
		driver.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", offline, "latency", latencyMillis, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	/** From now on nothing is fetched whose address is like one of these; everything where there is none. */
	public void block(String... addresses) {
		driver.executeCdpCommand("Network.enable", Map.of());
		driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
	}

	/** Clicks a link or a form's button and waits until the page that it leads to has taken this one's place. */
	public void follow(String selector) {
		WebElement before = find("html");
		click(selector);
		new WebDriverWait(driver, PATIENCE).withMessage(() -> selector + " leads nowhere from " + address()).until(page -> isGone(before));
	}

	/** While one page makes room for the next, Chromium has several words for it. */
	private static boolean isGone(WebElement element) {
		try {
			element.isEnabled();
			return false;
		}
		catch (WebDriverException gone) {
			return true;
		}
	}

	public Object run(String script, Object... arguments) {
		return driver.executeScript(script, arguments);
	}

	/**
	 * How long each call of a script of the page took its thread, forced layout included, by Chromium's trace: its events "FunctionCall". Time of the thread, so what else
	 * runs on this machine does not count.
	 *
	 * @param script end of the script's address
	 */
	public List<Double> callMillis(String script) {
		JsonMapper json = JsonMapper.shared();
		return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
			.map(entry -> json.readTree(entry.getMessage()).path("message").path("params"))
			.filter(event -> event.path("name").asString("").equals("FunctionCall") && event.path("args").path("data").path("url").asString("").endsWith(script))
			.map(event -> event.path("tdur").asDouble() / 1000)
			.toList();
	}

	/** A phone, or whatever else has this width. */
	public void width(int pixels) {
		size(pixels, 900);
	}

	public void size(int pixels, int height) {
		driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", pixels, "height", height, "deviceScaleFactor", 1, "mobile", pixels < 500));
	}

	public void dark() {
		driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
	}

	/** As on paper. */
	public void paper() {
		driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
	}

	/** A reader whose system sets all colours. */
	public void forcedColours() {
		driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "screen", "features", List.of(Map.of("name", "forced-colors", "value", "active"))));
	}

	/** A reader who asked their system for less motion. */
	public void still() {
		driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
	}

	/** From the next page on there are no event streams, as behind a proxy that cuts them. */
	public void withoutEventSource() {
		driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", "delete window.EventSource"));
	}

	/** The window as a PNG. */
	public byte[] picture() {
		return driver.getScreenshotAs(OutputType.BYTES);
	}

	/** No part of the page sticks out to the side. */
	public void requireFits() {
		assertThat((List<?>) run(STICKING_OUT)).as("sticks out at " + address()).isEmpty();
	}

	/** Waits for a condition of the page; its elements may change under one's hands meanwhile. */
	public <T> T await(String what, Function<WebDriver, T> condition) {
		return await(what, PATIENCE, condition);
	}

	public <T> T await(String what, Duration atMost, Function<WebDriver, T> condition) {
		return new WebDriverWait(driver, atMost).ignoring(WebDriverException.class)
			.withMessage(() -> what + " at " + driver.getCurrentUrl() + "\n" + driver.findElement(By.tagName("body")).getText())
			.until(condition);
	}

	/** No serious finding of axe on this page, and nothing that the content security policy had to block. */
	public void requireAccessible() {
		List<Rule> grave = new AxeBuilder().analyze(driver).getViolations().stream().filter(rule -> GRAVE.contains(rule.getImpact())).toList();
		assertThat(grave).as("findings of axe at " + address())
			.extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().stream().map(node -> node.getHtml()).toList())
			.isEmpty();
		requireNothingBlocked();
	}

	public void requireNothingBlocked() {
		assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).as("console at " + address())
			.noneMatch(entry -> entry.getMessage().contains("Content Security Policy") || entry.getMessage().contains("Uncaught"));
	}

	@Override
	public void close() {
		driver.quit();
		try (Stream<Path> files = Files.walk(profile)) {
			files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
		}
		catch (IOException | UncheckedIOException exception) {
			System.err.println(profile + " stays: " + exception);
		}
	}

}
