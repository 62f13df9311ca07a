package org.peftboard.account;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.peftboard.account.SecondFactor.Taken;
import org.peftboard.PeftBoardApplication;
import org.peftboard.PostgresServer;
import org.peftboard.evaluator.contract.MethodSetting;
import org.peftboard.evaluator.contract.Phase;
import org.peftboard.evaluator.contract.Progress;
import org.peftboard.submission.Attempts;
import org.peftboard.submission.Attempts.Lease;
import org.peftboard.submission.Proposal;
import org.peftboard.submission.Submissions;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Two servers, one PostgreSQL database behind them: people, sessions, tokens and live progress of one are those of the other. */
class TwoServersIT {

	private static final String END = "the end of the stream";

	private static ConfigurableApplicationContext one;

	private static ConfigurableApplicationContext other;

	@BeforeAll
	static void start() {
		String database = PostgresServer.newDatabase();
		one = server(database);
		other = server(database);
	}

	private static ConfigurableApplicationContext server(String database) {
		return new SpringApplicationBuilder(PeftBoardApplication.class).profiles("test").run("--server.port=0", "--spring.datasource.url=" + database,
				"--spring.datasource.username=postgres", "--spring.datasource.hikari.maximum-pool-size=5");
	}

	@AfterAll
	static void stop() {
		other.close();
		one.close();
	}

	/** A browser that talks to both, as behind a proxy that spreads requests. */
	private static final class Browser {

		private final CookieManager cookies = new CookieManager();

		private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

		private static String address(ConfigurableApplicationContext server, String path) {
			return "http://localhost:" + ((ServletWebServerApplicationContext) server).getWebServer().getPort() + path;
		}

		HttpResponse<String> get(ConfigurableApplicationContext server, String path) throws Exception {
			return client.send(HttpRequest.newBuilder(URI.create(address(server, path))).build(), HttpResponse.BodyHandlers.ofString());
		}

		/** Reads the form at {@code page} of one server, and sends it to {@code path} of another. */
		HttpResponse<String> post(ConfigurableApplicationContext reads, String page, ConfigurableApplicationContext sends, String path, String... parameters)
				throws Exception {
			String token = get(reads, page).body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
			StringBuilder form = new StringBuilder("_csrf=" + token);
			for (int index = 0; index < parameters.length; index += 2) {
				form.append('&').append(parameters[index]).append('=').append(URLEncoder.encode(parameters[index + 1], StandardCharsets.UTF_8));
			}
			return client.send(HttpRequest.newBuilder(URI.create(address(sends, path))).header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(form.toString())).build(), HttpResponse.BodyHandlers.ofString());
		}

		/** Lines of a stream, as they come. */
		BlockingQueue<String> watch(ConfigurableApplicationContext server, String path) {
			BlockingQueue<String> lines = new LinkedBlockingQueue<>();
			client.sendAsync(HttpRequest.newBuilder(URI.create(address(server, path))).build(), HttpResponse.BodyHandlers.ofLines())
				.thenAccept(answer -> answer.body().forEach(lines::add))
				.whenComplete((done, failed) -> lines.add(END));
			return lines;
		}

		String cookie() {
			return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("SESSION")).map(HttpCookie::getValue)
				.collect(Collectors.joining());
		}

	}

	@Test
	void aSessionOfOneServerIsASessionOfTheOtherUntilItIsEndedOnEither() throws Exception {
		Browser laptop = new Browser();
		assertThat(laptop.post(one, "/register", one, "/register", "name", "ada", "password", Registered.PASSWORD).statusCode()).isEqualTo(302);
		assertThat(laptop.get(one, "/account").body()).contains("ada");
		assertThat(laptop.get(other, "/account").statusCode()).isEqualTo(200);
		assertThat(laptop.get(other, "/account").body()).contains("ada");

		Browser phone = new Browser();
		assertThat(phone.post(other, "/login", one, "/login", "name", "ada", "password", Registered.PASSWORD).statusCode()).as("a form of one, sent to the other")
			.isEqualTo(302);
		assertThat(phone.get(other, "/account").statusCode()).isEqualTo(200);
		assertThat(laptop.post(other, "/account/security", other, "/account/sessions/end-others").statusCode()).isEqualTo(302);
		assertThat(phone.get(one, "/account").statusCode()).isEqualTo(302);
		assertThat(laptop.get(one, "/account").statusCode()).isEqualTo(200);

		assertThat(laptop.post(one, "/account/security", other, "/logout").statusCode()).isEqualTo(302);
		assertThat(laptop.get(one, "/account").statusCode()).isEqualTo(302);
	}

	@Test
	void whatIsRecordedOnOneServerIsWatchedOnTheOtherWithinSeconds() throws Exception {
		Browser laptop = new Browser();
		laptop.post(one, "/register", one, "/register", "name", "lin", "password", Registered.PASSWORD);
		SignedIn lin = one.getBean(Accounts.class).loadUserByUsername("lin");
		long id = one.getBean(Submissions.class).submit(lin, new Proposal("mini", "", new MethodSetting("lora", Map.of()))).submission().id();
		BlockingQueue<String> lines = laptop.watch(other, "/submissions/" + id + "/events");
		awaitLine(lines, "\"label\":\"Waiting\"");

		Lease lease = one.getBean(Attempts.class).lease(id).orElseThrow().lease();
		one.getBean(Attempts.class).record(lease, List.of(new Progress(Instant.now().toString(), Phase.TRAINING, "mini-verdict", 0L, 3, 300, 2.25, null, 100.0, 0.5,
				12.0, "step 3")), "a log of one server");

		assertThat(awaitLine(lines, "\"label\":\"Training\"")).contains("2.25", "a log of one server");
		one.getBean(Attempts.class).fail(lease, "enough was seen", "");
		awaitLine(lines, "\"ended\":true");
	}

	@Test
	void aStreamEndsWithTheSessionThatItBeganIn() throws Exception {
		Browser laptop = new Browser();
		laptop.post(one, "/register", one, "/register", "name", "hedy", "password", Registered.PASSWORD);
		SignedIn hedy = one.getBean(Accounts.class).loadUserByUsername("hedy");
		long id = one.getBean(Submissions.class).submit(hedy, new Proposal("mini", "", new MethodSetting("lora", Map.of("rank", 3)))).submission().id();
		Browser stolen = new Browser();
		stolen.post(other, "/login", other, "/login", "name", "hedy", "password", Registered.PASSWORD);
		BlockingQueue<String> lines = stolen.watch(other, "/submissions/" + id + "/events");
		awaitLine(lines, "\"label\":\"Waiting\"");
		assertThat(laptop.post(one, "/account/security", one, "/account/sessions/end-others").statusCode()).isEqualTo(302);
		awaitLine(lines, END);
	}

	/** The first line with this text, of those that come within 15 seconds of each other. */
	private static String awaitLine(BlockingQueue<String> lines, String text) throws InterruptedException {
		String line = "";
		while (line != null && !line.contains(text)) {
			line = lines.poll(15, TimeUnit.SECONDS);
		}
		assertThat(line).as("a line with " + text).isNotNull();
		return line;
	}

	@Test
	void aTokenMadeOnOneServerIsGoodOnTheOtherAndACodeIsGoodOnceOnBoth() throws Exception {
		SignedIn grace = Registered.person(one.getBean(Accounts.class), "grace");
		String token = one.getBean(ApiTokens.class).create(grace, "laptop", List.of("submit"), "1");
		assertThat(other.getBean(ApiTokens.class).find(token)).isPresent();
		assertThat(one.getBean(JdbcClient.class).sql("select last_used_at is not null from api_tokens").query(Boolean.class).single()).isTrue();

		String secret = Totp.newSecret();
		long step = System.currentTimeMillis() / 1000 / Totp.STEP_SECONDS;
		assertThat(one.getBean(SecondFactor.class).turnOn(grace.id(), secret, Totp.code(secret, step))).hasSize(10);
		String code = Totp.code(secret, step + 1);
		assertThat(Stream.of(one, other, one).map(server -> server.getBean(SecondFactor.class).take(grace.id(), code)).toList()).containsExactly(Taken.RIGHT, Taken.WRONG, Taken.WRONG);
	}

}
