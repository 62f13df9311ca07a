package org.peftboard.account;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.peftboard.PeftBoardApplication;
import org.peftboard.PostgresServer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Two servers, one PostgreSQL database behind them: people, sessions and tokens of one are those of the other. */
class TwoServersIT {

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
	void aTokenMadeOnOneServerIsGoodOnTheOtherAndACodeIsGoodOnceOnBoth() throws Exception {
		SignedIn grace = Registered.person(one.getBean(Accounts.class), "grace");
		String token = one.getBean(ApiTokens.class).create(grace, "laptop", List.of("submit"), "1");
		assertThat(other.getBean(ApiTokens.class).find(token)).isPresent();
		assertThat(one.getBean(JdbcClient.class).sql("select last_used_at is not null from api_tokens").query(Boolean.class).single()).isTrue();

		String secret = Totp.newSecret();
		long step = System.currentTimeMillis() / 1000 / Totp.STEP_SECONDS;
		assertThat(one.getBean(SecondFactor.class).turnOn(grace.id(), secret, Totp.code(secret, step))).hasSize(10);
		String code = Totp.code(secret, step + 1);
		assertThat(Stream.of(one, other, one).map(server -> server.getBean(SecondFactor.class).take(grace.id(), code)).toList()).containsExactly(true, false, false);
	}

}
