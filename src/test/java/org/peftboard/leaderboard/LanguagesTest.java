package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.OnH2;
import org.peftboard.catalog.MiniCatalogue;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class LanguagesTest {

	private static final Pattern PLACE = Pattern.compile("\\{\\d}");

	private final MockMvcTester site;

	LanguagesTest(MockMvcTester site) {
		this.site = site;
	}

	private static Properties words(String name) throws IOException {
		Properties words = new Properties();
		try (var stream = Objects.requireNonNull(LanguagesTest.class.getResourceAsStream("/" + name))) {
			words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
		}
		return words;
	}

	@Test
	void everySentenceIsThereInBothLanguagesWithTheSamePlaces() throws IOException {
		Properties english = words("messages.properties");
		Properties german = words("messages_de.properties");

		assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
		for (String key : english.stringPropertyNames()) {
			assertThat(places(german.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
			assertThat(english.getProperty(key) + german.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
		}
	}

	private static Object places(String sentence) {
		return PLACE.matcher(sentence).results().map(found -> found.group()).sorted().toList();
	}

	@Test
	void speaksWhatTheBrowserAsksForAndEnglishOtherwise() {
		assertThat(site.get().uri("/").header("Accept-Language", "de-AT,de;q=0.9,en;q=0.5")).bodyText().contains("lang=\"de\"", "Rangliste");
		assertThat(site.get().uri("/").header("Accept-Language", "fr")).bodyText().contains("lang=\"en\"", "Ranking");
		assertThat(site.get().uri("/").header("Accept-Language", ";;;")).bodyText().contains("lang=\"en\"");
		assertThat(site.get().uri("/")).bodyText().contains("lang=\"en\"");
	}

	@Test
	void whatTheReaderChoseCountsMoreThanTheBrowser() {
		assertThat(site.get().uri("/").header("Accept-Language", "de").cookie(new Cookie("lang", "en"))).bodyText().contains("lang=\"en\"");
		assertThat(site.get().uri("/").header("Accept-Language", "de").cookie(new Cookie("lang", "xx"))).bodyText().contains("lang=\"de\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://localhost/weights?board=a&beta=2 | /weights?board=a&beta=2
			https://evil.example/weights            | /
			http://localhost//evil.example          | /
			not an address                          | /
			""")
	void theSwitchGoesBackToItsOwnPagesOnly(String from, String to) {
		assertThat(site.get().uri("/language/de").header("Referer", from)).hasStatus(302).hasRedirectedUrl(to).cookies().hasValue("lang", "de");
	}

	@Test
	void thereIsNoThirdLanguage() {
		assertThat(site.get().uri("/language/fr")).hasStatus(404);
	}

}
