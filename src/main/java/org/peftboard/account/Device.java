package org.peftboard.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a person calls the browser that a {@code User-Agent} header is of: "Chromium on Linux". Browsers name their forebears too, so
 * the order of the rules matters.
 * A header that no rule knows is shown as it is, shortened, without control characters.
 */
final class Device {

	private static final int LONGEST = 160;

	private static final Map<String, Pattern> BROWSERS = rules("Edge", "Edg(e|A|iOS)?/", "Opera", "OPR/|Opera", "Samsung Internet", "SamsungBrowser/",
			"Vivaldi", "Vivaldi/",
			"Firefox", "Firefox/|FxiOS/", "Chromium", "Chromium/|HeadlessChrome/", "Chrome", "Chrome/|CriOS/", "Safari",
			"Version/[\\d.]{1,12} (Mobile/\\w{1,12} )?Safari/", "curl", "^curl/",
			"Python", "^python-|^Python-|aiohttp/", "Java", "^Java", "PEFTBoard evaluator", "^peftboard-evaluator/");

	private static final Map<String, Pattern> SYSTEMS = rules("iPhone", "iPhone", "iPad", "iPad", "Android", "Android", "Windows", "Windows NT", "ChromeOS",
			"CrOS", "macOS", "Mac OS X|Macintosh",
			"Linux", "Linux|X11");

	private Device() {
	}

	private static Map<String, Pattern> rules(String... namesAndPatterns) {
		Map<String, Pattern> rules = new LinkedHashMap<>();
		for (int index = 0; index < namesAndPatterns.length; index += 2) {
			rules.put(namesAndPatterns[index], Pattern.compile(namesAndPatterns[index + 1]));
		}
		return rules;
	}

	static String of(@Nullable String userAgent) {
		String plain = userAgent == null ? "" : userAgent.replaceAll("\\p{Cntrl}+", " ").strip();
		String shortened = plain.substring(0, Math.min(plain.length(), 4 * LONGEST));
		String browser = first(BROWSERS, shortened);
		String system = first(SYSTEMS, shortened);
		if (browser == null) {
			return plain.isEmpty() ? "unknown" : plain.substring(0, Math.min(plain.length(), LONGEST));
		}
		return system == null ? browser : browser + " on " + system;
	}

	private static @Nullable String first(Map<String, Pattern> rules, String text) {
		return rules.entrySet().stream().filter(rule -> rule.getValue().matcher(text).find()).map(Map.Entry::getKey).findFirst().orElse(null);
	}

}
