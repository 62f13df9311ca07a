package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.account.Accounts;
import org.peftboard.account.Registered;
import org.peftboard.account.Role;
import org.peftboard.account.SignedIn;
import org.peftboard.catalog.Board;
import org.peftboard.catalog.Boards;
import org.peftboard.catalog.MiniCatalogue;
import org.peftboard.evaluator.contract.Result;
import org.peftboard.result.Measured;
import org.peftboard.result.Results;
import org.peftboard.result.StoredResult;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@OnH2
@AutoConfigureMockMvc
@Import(MiniCatalogue.class)
class LanguagesTest {

	private static final Pattern PLACE = Pattern.compile("\\{\\d}");

	private final MockMvcTester site;

	private final Boards boards;

	private final Results results;

	private final Accounts accounts;

	private final JdbcClient jdbc;

	private final EntityManager entities;

	LanguagesTest(MockMvcTester site, Boards boards, Results results, Accounts accounts, JdbcClient jdbc, EntityManager entities) {
		this.site = site;
		this.boards = boards;
		this.results = results;
		this.accounts = accounts;
		this.jdbc = jdbc;
		this.entities = entities;
	}

	private static Properties words(String name) throws IOException {
		Properties words = new Properties();
		try (var stream = Objects.requireNonNull(LanguagesTest.class.getResourceAsStream("/" + name))) {
			words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
		}
		return words;
	}

	@ParameterizedTest
	@ValueSource(strings = { "messages", "messages-submission", "messages-account", "messages-sharing", "messages-record", "messages-staff", "messages-notice" })
	void everySentenceIsThereInBothLanguagesWithTheSamePlaces(String bundle) throws IOException {
		Properties english = words(bundle + ".properties");
		Properties german = words(bundle + "_de.properties");

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

	/** What both languages say in the same four words or more is said in one of them only. */
	@ParameterizedTest
	@ValueSource(strings = { "/", "/?board=peft-bench-summary-v1&cols=pscp,score,stability", "/?board=peft-bench-summary-v1&view=plot", "/?board=peft-bench-v1&view=tasks",
			"/?board=lialin-t5-3b-v1&view=scaling", "/?board=hf-metamathqa-v1&view=history", "/weights?board=peft-bench-summary-v1", "/compare", "/methods",
			"/methods/lora", "/methods/houlsby", "/methods/boft", "/about/scoring", "/api", "/boards/peft-bench-v1", "/boards/" + MiniCatalogue.BOARD, "/snapshots",
			"/snapshots/new?board=peft-bench-summary-v1", "/embed/peft-bench-summary-v1", "/login", "/login?again", "/register", "/reset", "/verify" })
	void whatAGermanPageSaysInEnglishIsMarkedAsEnglish(String address) throws Exception {
		whatAGermanPageSaysInEnglishIsMarkedAsEnglish(address, language -> page(address, language));
	}

	private void whatAGermanPageSaysInEnglishIsMarkedAsEnglish(String name, Pages pages) throws Exception {
		String german = pages.in("de");
		assertThat(german).as(name).contains("<html lang=\"de\"");
		Set<String> said = Sentences.outsideEnglish(german);
		said.retainAll(Sentences.outsideEnglish(pages.in("en").replaceAll("lang=\"en\"", "")));

		said.removeAll(names());
		assertThat(said).as(name).isEmpty();
	}

	/** Boards and rows are called the same in every language. */
	private Set<String> names() {
		return boards.all().stream().flatMap(board -> Stream.concat(Stream.of(board.title(), board.title() + " · PEFTBoard"), results.ofBoard(board.id()).stream().map(StoredResult::title)))
			.collect(Collectors.toSet());
	}

	@Test
	void resultsToo() throws Exception {
		whatAGermanPageSaysInEnglishIsMarkedAsEnglish("/results/" + results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L)).publicId());
		whatAGermanPageSaysInEnglishIsMarkedAsEnglish("/results/" + results.ofBoard("hf-metamathqa-v1").get(0).publicId());
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 404, 413, 500, 503 })
	void whatWentWrongToo(int status) throws Exception {
		whatAGermanPageSaysInEnglishIsMarkedAsEnglish("error " + status,
				language -> read(site.get().uri("/error").requestAttr(RequestDispatcher.ERROR_STATUS_CODE, status), language));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/submit", "/submit?method=none", "/account", "/account/security", "/account/second-factor", "/account/delete", "/account/password", "/notices" })
	void ownPagesToo(String address) throws Exception {
		SignedIn ada = signedIn();
		whatAGermanPageSaysInEnglishIsMarkedAsEnglish(address, language -> read(site.get().uri(address).with(user(ada)), language));
	}

	/** From the check to the page of the submission, which waits, is cancelled, and says so. */
	@Test
	void theWayOfASubmissionToo() throws Exception {
		SignedIn ada = signedIn();
		for (String[] form : new String[][] { { "rank", "8" }, { "rank", "8", "search", "rank: 4, 8" } }) {
			whatAGermanPageSaysInEnglishIsMarkedAsEnglish(String.join(" ", form), language -> read(post("/submit/check", ada, form), language));
			String page = post("/submit", ada, form).exchange().getResponse().getRedirectedUrl();
			assertThat(page).isNotNull();
			whatAGermanPageSaysInEnglishIsMarkedAsEnglish(page, language -> read(site.get().uri(page).with(user(ada)), language));
			assertThat(read(site.get().uri(page).with(user(ada)), "de")).contains("lang=\"de\"", "Wartet");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/review", "/admin", "/admin/notices", "/admin/quotas", "/admin/users", "/admin/users/1", "/admin/boards", "/admin/audit", "/admin/jobs", "/admin/workers" })
	void pagesOfReviewersAndOperatorsToo(String address) throws Exception {
		SignedIn operator = operator();
		results.publish(Measured.evaluation("a", "lora", 80, 16_384, 1.2, 5_000_000L));
		whatAGermanPageSaysInEnglishIsMarkedAsEnglish(address, language -> read(site.get().uri(address).with(user(operator)), language));
	}

	@Test
	void whatIsSaidOfAResultToo() throws Exception {
		SignedIn operator = operator();
		String id = results.publish(Measured.lora("a", Map.of("rank", 4), 80, 1.2, List.of(new Result.Suspicion("latency", "merged latency is half of the base model's")))).publicId();
		site.post().uri("/review/results/" + id + "/rerun").with(csrf()).with(user(operator)).exchange();
		for (String address : List.of("/review/results/" + id, "/results/" + id + "/flag")) {
			whatAGermanPageSaysInEnglishIsMarkedAsEnglish(address, language -> read(site.get().uri(address).with(user(operator)), language));
		}
	}

	private SignedIn operator() {
		Tables.empty(jdbc);
		Registered.person(accounts, "operator", Role.ADMINISTRATOR, jdbc);
		entities.clear(); // the role was written past it
		return accounts.loadUserByUsername("operator");
	}

	/** Shorter than what sentences are looked for in. */
	@Test
	void headingsOfCostsAndReasonsAreInTheReadersLanguage() throws Exception {
		assertThat(page("/?board=lialin-t5-3b-v1", "de")).contains("Trainierbar").doesNotContain(">Trainable");
		for (String address : List.of("/embed/lialin-t5-3b-v1?rows=50", "/snapshots/new?board=lialin-t5-3b-v1")) {
			assertThat(page(address, "de")).contains(">Rang<", ">Trainierbar", ">Warum ohne Rang<").doesNotContain(">Rank<", ">Trainable", ">not known");
		}
		assertThat(page("/embed/lialin-t5-3b-v1?rows=50", "de")).contains(">nicht bekannt: ");
		assertThat(page("/methods/houlsby", "de")).contains("nicht bekannt: ").doesNotContain("not known");
		assertThat(page("/embed/lialin-t5-3b-v1?rows=50", "en")).contains(">not known: ");
	}

	@Test
	void everyCostOfEveryBoardHasATitleInBothLanguages() throws Exception {
		Set<String> keys = boards.all().stream().map(Board::costs).flatMap(costs -> Stream.of(costs.parameters(), costs.latency(), costs.memory()))
			.map(quantity -> "cost." + quantity.title().toLowerCase(Locale.ROOT).replace(' ', '-')).collect(Collectors.toSet());
		assertThat(words("messages_de.properties").stringPropertyNames()).containsAll(keys);
	}

	private SignedIn signedIn() {
		Tables.empty(jdbc);
		return Registered.person(accounts, "ada");
	}

	private MockMvcTester.MockMvcRequestBuilder post(String address, SignedIn person, String... fields) {
		var request = site.post().uri(address).with(csrf()).with(user(person)).param("method", "lora").param("suite", "mini").param("title", "Mine");
		for (int index = 0; index < fields.length; index += 2) {
			request = request.param(fields[index], fields[index + 1]);
		}
		return request;
	}

	private String page(String address, String language) throws Exception {
		return read(site.get().uri(address), language);
	}

	private static String read(MockMvcTester.MockMvcRequestBuilder request, String language) throws Exception {
		return request.accept("text/html").cookie(new Cookie("lang", language)).exchange().getResponse().getContentAsString();
	}

	/** A page in a language. */
	private interface Pages {

		String in(String language) throws Exception;

	}

	@Test
	void bothPagesAboutScoringShowTheSameThings() throws Exception {
		assertThat(shape(page("/about/scoring", "de"))).isEqualTo(shape(page("/about/scoring", "en")));
	}

	/** Elements, addresses and numbers of a page's main part, in their order. */
	private static List<String> shape(String page) {
		String main = page.substring(page.indexOf("<main"), page.indexOf("</main>"));
		return Pattern.compile("<[a-z0-9]+|href=\"[^\"]*\"|\\d+\\.\\d+").matcher(main).results().map(MatchResult::group).toList();
	}

	/** Texts of a page, and of attributes that people read or hear. */
	private static final class Sentences extends AbstractSimpleMarkupHandler {

		private static final Set<String> CODE = Set.of("pre", "code", "script", "style");

		private static final Pattern FOUR_WORDS = Pattern.compile("(?s)(.*\\s)?(\\p{L}{2,}\\S*\\s+(\\S\\s+)?){3}\\p{L}{2,}.*");

		private final Set<String> found = new TreeSet<>();

		private final Deque<Boolean> english = new ArrayDeque<>(List.of(false));

		static Set<String> outsideEnglish(String page) throws ParseException {
			Sentences sentences = new Sentences();
			new SimpleMarkupParser(ParseConfiguration.htmlConfiguration()).parse(page, sentences);
			return sentences.found;
		}

		@Override
		public void handleOpenElement(String name, @Nullable Map<String, String> attributes, int line, int column) {
			boolean marked = attributes != null && "en".equals(attributes.get("lang"));
			english.push(CODE.contains(name) || marked || english.getFirst() && (attributes == null || !attributes.containsKey("lang")));
			handleAttributes(attributes);
		}

		@Override
		public void handleStandaloneElement(String name, @Nullable Map<String, String> attributes, boolean minimized, int line, int column) {
			handleAttributes(attributes);
		}

		@Override
		public void handleCloseElement(String name, int line, int column) {
			english.pop();
		}

		@Override
		public void handleAutoCloseElement(String name, int line, int column) {
			english.pop();
		}

		@Override
		public void handleText(char[] buffer, int offset, int length, int line, int column) {
			add(new String(buffer, offset, length));
		}

		private void handleAttributes(@Nullable Map<String, String> attributes) {
			if (attributes != null) {
				Stream.of("aria-label", "title", "placeholder", "alt").filter(attributes::containsKey).forEach(name -> add(attributes.get(name)));
			}
		}

		private void add(String text) {
			if (!english.getFirst() && FOUR_WORDS.matcher(text).matches()) {
				found.add(text.strip());
			}
		}

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
