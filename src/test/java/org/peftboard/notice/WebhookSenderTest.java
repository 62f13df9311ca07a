package org.peftboard.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class WebhookSenderTest {

	private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_795_363_200), ZoneOffset.UTC);

	private final List<String> received = new CopyOnWriteArrayList<>();

	private HttpServer server;

	@BeforeEach
	void start() throws Exception {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/ok", exchange -> answer(exchange, 204, null));
		server.createContext("/broken", exchange -> answer(exchange, 500, null));
		server.createContext("/elsewhere", exchange -> answer(exchange, 302, "/ok"));
		server.start();
	}

	@AfterEach
	void stop() {
		server.stop(0);
	}

	private void answer(HttpExchange exchange, int status, String location) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		received.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst(WebhookSender.SIGNATURE) + " " + body);
		if (location != null) {
			exchange.getResponseHeaders().set("Location", location);
		}
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

	private WebhookSender sender(Predicate<InetAddress> addresses) {
		return new WebhookSender(new WebhookRules(List.of("localhost:" + server.getAddress().getPort()), addresses, "http"), CLOCK);
	}

	private String url(String path) {
		return "http://localhost:" + server.getAddress().getPort() + path;
	}

	@Test
	void signsWhatItSends() {
		WebhookSender.Outcome outcome = sender(address -> true).send(url("/ok"), "secret", "{\"kind\":\"x\"}");
		assertThat(outcome).isEqualTo(new WebhookSender.Outcome(true, "answered 204"));
		// openssl: printf '1795363200.{"kind":"x"}' | openssl dgst -sha256 -hmac secret
		assertThat(received).containsExactly("/ok t=1795363200,v1=924275db6f5afd43f99ea4d55f54611f737a7e56a8b14895c3d8a051fabc101a {\"kind\":\"x\"}");
	}

	@Test
	void followsNoRedirect() {
		WebhookSender.Outcome outcome = sender(address -> true).send(url("/elsewhere"), "secret", "{}");
		assertThat(outcome.arrived()).isFalse();
		assertThat(outcome.said()).isEqualTo("answered 302; redirects are not followed");
		assertThat(received).hasSize(1);
	}

	@Test
	void saysWhatWentWrong() {
		assertThat(sender(address -> true).send(url("/broken"), "secret", "{}").said()).isEqualTo("answered 500");
		assertThat(sender(address -> true).send("http://other.example.org/", "secret", "{}").said()).isEqualTo("its host is not on the operators' list any more");
	}

	@Test
	void connectsToNoAddressThatIsNotAllowedWhateverTheNameSays() {
		WebhookSender.Outcome outcome = sender(PublicAddresses::contain).send(url("/ok"), "secret", "{}");
		assertThat(outcome).isEqualTo(new WebhookSender.Outcome(false, "its name leads to an address that is not public"));
		assertThat(received).isEmpty();
	}

	/** A receiver that sends the beginning of its answer at once, and then a piece every 100 ms without end. */
	@ParameterizedTest
	@CsvSource(textBlock = """
			'HTTP/1.1 200 OK,Transfer-Encoding: chunked,,' | '1,x,' | true  | answered 200
			'HTTP/1.1 200 OK,,'                            | x      | true  | answered 200
			'HTTP/1.1 200 OK,'                             | 'X: y,' | false | no answer
			""", delimiter = '|')
	void waitsForNoAnswerWithoutEnd(String beginning, String piece, boolean arrived, String said) throws Exception {
		try (ServerSocket receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			new Thread(() -> dripTo(receiver, beginning.replace(",", "\r\n"), piece.replace(",", "\r\n"))).start();
			String host = "localhost:" + receiver.getLocalPort();
			WebhookSender sender = new WebhookSender(new WebhookRules(List.of(host), address -> true, "http"), CLOCK);
			WebhookSender.Outcome outcome = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> sender.send("http://" + host + "/", "secret", "{}"));
			assertThat(outcome).isEqualTo(new WebhookSender.Outcome(arrived, said));
		}
	}

	private static void dripTo(ServerSocket receiver, String beginning, String piece) {
		try (Socket sender = receiver.accept()) {
			sender.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
			while (true) {
				sender.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
				Thread.sleep(100);
			}
		}
		catch (IOException | InterruptedException gone) {
			// the sender hung up, as it should
		}
	}

}
