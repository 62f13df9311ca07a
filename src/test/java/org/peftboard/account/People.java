package org.peftboard.account;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.BeforeEach;
import org.peftboard.OnH2;
import org.peftboard.Tables;
import org.peftboard.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** The site with a mail server, an address of its own and two outside providers, all on this machine; one application for all tests that extend this. */
@OnH2
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@AutoConfigureMockMvc
abstract class People {

	static final String ADDRESS = "https://board.example.org";

	static final String PASSWORD = Registered.PASSWORD;

	private static final GreenMail POST_OFFICE = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

	private static final LocalProvider PROVIDER = new LocalProvider();

	@Autowired
	MockMvcTester site;

	@Autowired
	JdbcClient jdbc;

	@DynamicPropertySource
	static void configure(DynamicPropertyRegistry registry) {
		POST_OFFICE.start();
		String registration = "spring.security.oauth2.client.registration.";
		String provider = "spring.security.oauth2.client.provider.local.";
		registry.add("peftboard.address", () -> ADDRESS);
		registry.add("peftboard.mail.from", () -> "board@example.org");
		registry.add("spring.mail.host", () -> "127.0.0.1");
		registry.add("spring.mail.port", () -> POST_OFFICE.getSmtp().getPort());
		registry.add(registration + "local.client-id", () -> LocalProvider.CLIENT);
		registry.add(registration + "local.client-secret", () -> "secret");
		registry.add(registration + "local.client-name", () -> "Local");
		registry.add(registration + "local.authorization-grant-type", () -> "authorization_code");
		registry.add(registration + "local.redirect-uri", () -> "{baseUrl}/login/oauth2/code/{registrationId}");
		registry.add(registration + "local.scope", () -> "openid,profile");
		registry.add(provider + "issuer-uri", PROVIDER::address);
		registry.add(provider + "user-name-attribute", () -> "sub");
		registry.add(registration + "github.client-id", () -> "hub");
		registry.add(registration + "github.client-secret", () -> "secret");
		registry.add("spring.security.oauth2.client.provider.github.authorization-uri", () -> PROVIDER.address() + "/authorize");
		registry.add("spring.security.oauth2.client.provider.github.token-uri", () -> PROVIDER.address() + "/token");
		registry.add("spring.security.oauth2.client.provider.github.user-info-uri", () -> PROVIDER.address() + "/user");
	}

	@BeforeEach
	void empty() throws Exception {
		Tables.empty(jdbc);
		POST_OFFICE.purgeEmailFromAllMailboxes();
	}

	Visitor visitor() {
		return new Visitor(site);
	}

	Visitor registered(String name) {
		Visitor visitor = visitor();
		assertThat(visitor.post("/register", "name", name, "password", PASSWORD)).hasStatus(302);
		return visitor;
	}

	/** Text of the one letter that came, which goes to this address. */
	static String letterTo(String email) throws Exception {
		assertThat(POST_OFFICE.waitForIncomingEmail(20_000, 1)).as("a letter").isTrue();
		MimeMessage[] letters = POST_OFFICE.getReceivedMessages();
		assertThat(List.of(letters)).hasSize(1);
		assertThat(letters[0].getAllRecipients()[0]).hasToString(email);
		String text = GreenMailUtil.getBody(letters[0]).replace("=\r\n", "").replace("=3D", "=");
		POST_OFFICE.purgeEmailFromAllMailboxes();
		return text;
	}

	static void requireNoLetter() {
		assertThat(POST_OFFICE.waitForIncomingEmail(700, 1)).as("no letter").isFalse();
	}

	static String link(String letter, String path) {
		String found = letter.replaceAll("(?s).*" + ADDRESS + "(" + path + "\\?token=[A-Za-z0-9_-]+).*", "$1");
		assertThat(found).startsWith(path);
		return found;
	}

	/** Confirms an address for a signed-in person. */
	void confirm(Visitor person, String email) throws Exception {
		assertThat(person.post("/account/email", "email", email, "proof", PASSWORD)).hasRedirectedUrl("/account/security?letter");
		String token = link(letterTo(email), "/verify").replace("/verify?token=", "");
		assertThat(person.post("/verify", "token", token)).hasRedirectedUrl("/account/security?confirmed");
	}

	/** Goes to a provider, signs in there, and comes back. */
	static MvcTestResult comeFrom(String registration, Visitor visitor, String subject, String name, String email, String trick) {
		MvcTestResult leave = visitor.get("/oauth2/authorization/" + registration);
		assertThat(leave).hasStatus(302);
		var asked = UriComponentsBuilder.fromUriString(String.valueOf(leave.getResponse().getRedirectedUrl())).build().getQueryParams();
		String nonce = String.valueOf(asked.getFirst("nonce"));
		String state = URLDecoder.decode(String.valueOf(asked.getFirst("state")), StandardCharsets.UTF_8);
		String code = LocalProvider.code(subject, name, email, nonce, trick);
		return visitor.get(UriComponentsBuilder.fromPath("/login/oauth2/code/" + registration).queryParam("code", code).queryParam("state", "{state}")
			.buildAndExpand(state).encode().toUriString());
	}

}
