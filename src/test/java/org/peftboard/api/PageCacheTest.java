package org.peftboard.api;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftboard.OnH2;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@OnH2
@AutoConfigureMockMvc
class PageCacheTest {

	private final MockMvcTester site;

	PageCacheTest(MockMvcTester site) {
		this.site = site;
	}

	private String cacheControl(String cookie) {
		return site.get().uri("/about/scoring").cookie(new Cookie(cookie, "x")).exchange().getResponse().getHeader("Cache-Control");
	}

	@ParameterizedTest
	@ValueSource(strings = { "_ga", "lang", "consent", "session" })
	void cookiesThatSayNothingHereLeaveAPageEverybodys(String cookie) {
		assertThat(cacheControl(cookie)).isEqualTo("no-cache");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SESSION", "shared" })
	void pagesOfWhoeverBringsASecretAreTheirs(String cookie) {
		assertThat(cacheControl(cookie)).contains("no-store");
	}

}
