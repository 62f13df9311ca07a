package org.peftboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.peftboard.Browser;
import org.peftboard.OnPostgres;
import org.peftboard.catalog.Boards;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/** What the first view of a board with 10,000 rows may cost a reader, all that scripts need to rank them included: bytes and requests. Times are measured by {@code benchmarks/board-load}. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@ContextConfiguration(initializers = OnPostgres.Database.class)
@DirtiesContext
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class BoardBudgetIT {

	private static final int ROWS = 10_000;

	private static final long MOST_BYTES = 250_000;

	private static final int MOST_REQUESTS = 40;

	/** Size over the wire of the page and of all that it asked for, headers included. */
	private static final String TRANSFERRED = "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
			+ ".map(entry => ({name: entry.name, bytes: entry.transferSize}))";

	private static final String READY = "return document.getElementById('main').dataset.ready === 'true'"
			+ " && performance.getEntriesByType('resource').some(entry => entry.name.includes('ids.json') && entry.responseEnd > 0)";

	private final JdbcTemplate jdbc;

	private final String board;

	@LocalServerPort
	private int port;

	BoardBudgetIT(JdbcTemplate jdbc, Boards boards) {
		this.jdbc = jdbc;
		this.board = boards.all().get(0).id();
	}

	@BeforeEach
	void rows() {
		if (jdbc.queryForObject("select count(*) from results where board_id = ?", Long.class, board) == 0) {
			ManyRows.store(jdbc, board, ROWS);
		}
	}

	private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept-Encoding", "gzip");
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

	@Test
	@SuppressWarnings("unchecked")
	@EnabledIf(value = "org.peftboard.Browser#available", disabledReason = "Chromium and chromedriver are not under /usr/bin; apt-get install chromium chromium-driver")
	void theFirstViewFitsItsBudget() {
		try (Browser browser = new Browser(port)) {
			browser.open("/");
			browser.await("the rows", page -> browser.all("#ranked tr").size() > 10);
			browser.await("all that comes by itself", page -> Boolean.TRUE.equals(browser.run(READY)));
			List<Map<String, Object>> entries = (List<Map<String, Object>>) browser.run(TRANSFERRED);
			long all = bytes(entries, "");
			long rows = bytes(entries, "rows.json");
			long later = bytes(entries, "ids.json") + bytes(entries, "trust.json");

			System.out.println("Board budget: " + entries.size() + " requests, " + (all - later) + " bytes until sliders rank all " + ROWS + " rows, " + rows + " of them the rows; then "
					+ later + " bytes of ids");
			assertThat(rows).isPositive();
			assertThat(all - later).as("until sliders rank: %s", entries).isLessThan(MOST_BYTES);
			assertThat(entries).hasSizeLessThan(MOST_REQUESTS);
		}
	}

	private static long bytes(List<Map<String, Object>> entries, String part) {
		return entries.stream().filter(entry -> entry.get("name").toString().contains(part)).mapToLong(entry -> ((Number) entry.get("bytes")).longValue()).sum();
	}

	@Test
	void whatTheReaderHasIsNotSentAgain() throws Exception {
		HttpResponse<byte[]> first = get("/");
		String tag = first.headers().firstValue("ETag").orElseThrow();

		assertThat(first.headers().firstValue("Content-Encoding")).contains("gzip");
		HttpResponse<byte[]> again = get("/", "If-None-Match", tag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@Test
	void aNewRowMakesANewPage() throws Exception {
		String before = get("/").headers().firstValue("ETag").orElseThrow();
		jdbc.update("delete from results where evaluation_key = 'load:7'");
		try {
			assertThat(get("/", "If-None-Match", before).statusCode()).isEqualTo(200);
		}
		finally {
			jdbc.update("delete from results where board_id = ?", board);
		}
	}

	@Test
	void filesUnderTheirVersionAreKeptForEverAndComeCompressed() throws Exception {
		String page = new String(new GZIPInputStream(new ByteArrayInputStream(get("/").body())).readAllBytes());
		String script = page.replaceAll("(?s).*src=\"(/v-[0-9a-f]+/js/board\\.js)\".*", "$1");
		HttpResponse<byte[]> answer = get(script);

		assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=31536000, public, immutable");
		assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(get(script.replaceAll("/v-[0-9a-f]+", "")).headers().firstValue("Cache-Control")).contains("no-cache");
	}

	@Test
	void aReaderWithASessionGetsAPageOfTheirOwn() throws Exception {
		assertThat(get("/", "Cookie", "SESSION=abc").headers().firstValue("Cache-Control").orElse("")).contains("no-store");
		assertThat(get("/", "Cookie", "lang=de").headers().firstValue("Cache-Control")).contains("no-cache");
	}

}
