package org.peftboard.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** What no browser sends: written byte by byte to a real server on this machine. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "peftboard.address=https://board.example.org", "server.tomcat.connection-timeout=2s", "server.forward-headers-strategy=none" })
@ActiveProfiles("test")
@DirtiesContext
class HostileWireIT {

	private static final int PATIENCE_MILLIS = 30_000;

	@LocalServerPort
	private int port;

	private Socket open() throws IOException {
		Socket socket = new Socket();
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
		socket.setSoTimeout(PATIENCE_MILLIS);
		return socket;
	}

	/** Everything that comes back until the server closes; empty where it says nothing. */
	private String send(byte[] bytes) throws IOException {
		try (Socket socket = open()) {
			try {
				socket.getOutputStream().write(bytes);
				socket.getOutputStream().flush();
			}
			catch (IOException refusedWhileSending) {
				// the answer is there all the same, or the connection is closed, which is an answer too
			}
			return read(socket);
		}
	}

	private static String read(Socket socket) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		try {
			InputStream in = socket.getInputStream();
			byte[] buffer = new byte[8192];
			for (int count = in.read(buffer); count >= 0 && answer.size() < 1_000_000; count = in.read(buffer)) {
				answer.write(buffer, 0, count);
			}
		}
		catch (SocketTimeoutException stillOpen) {
			throw stillOpen;
		}
		catch (IOException closed) {
			// reset: the server did not want to read the rest
		}
		return answer.toString(StandardCharsets.ISO_8859_1);
	}

	private static int status(String answer) {
		return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
	}

	private int ask(String requestLine, String... headers) throws IOException {
		List<String> lines = new ArrayList<>(List.of(requestLine));
		if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:") || header.equals("-"))) {
			lines.add("Host: localhost");
		}
		lines.addAll(List.of(headers).stream().filter(header -> !header.equals("-")).toList());
		lines.add("Connection: close");
		return status(send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)));
	}

	private void requireStillAnswering() throws IOException {
		assertThat(ask("GET /about/scoring HTTP/1.1")).as("the next reader").isEqualTo(200);
	}

	@ParameterizedTest(name = "path {0}")
	@CsvSource(delimiter = '|', textBlock = """
			two slashes                | //admin
			slash in the middle        | /account//security
			dots                       | /methods/../admin
			encoded dots               | /methods/%2e%2e/admin
			encoded dots in capitals   | /methods/%2E%2E/admin
			dots after a semicolon     | /methods/..;/admin
			parameter of a path        | /admin;x=1
			session in the path        | /account;jsessionid=1
			encoded semicolon          | /admin%3bx
			encoded slash              | /methods%2fadmin
			encoded slash twice        | /methods%252fadmin
			backslash                  | /methods\\admin
			encoded backslash          | /methods%5cadmin
			null byte                  | /admin%00
			null byte and suffix       | /admin%00.css
			line break                 | /admin%0d%0aX:y
			line separator             | /admin%e2%80%a8
			per cent alone             | /admin%
			overlong dots              | /%c0%ae%c0%ae/admin
			another case               | /ADMIN
			trailing slash             | /admin/
			trailing dot               | /admin/.
			suffix                     | /admin.json
			file of the class path     | /application.yaml
			class files                | /WEB-INF/web.xml
			files above                | /css/%2e%2e/%2e%2e/application.yaml
			files by address           | /css/file:///etc/passwd
			""")
	void noSpellingOfAPathOpensWhatIsClosed(String name, String path) throws IOException {
		assertThat(ask("GET " + path + " HTTP/1.1")).as("refused, not found, or sent to sign in").isIn(302, 400, 403, 404);
	}

	@ParameterizedTest(name = "method {0}")
	@CsvSource({ "TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "PUT", "DELETE", "PATCH", "FOO", "get" })
	void noMethodButThoseOfPagesIsAnswered(String method) throws IOException {
		assertThat(ask(method + " /methods HTTP/1.1")).isIn(400, 403, 405, 501);
	}

	@ParameterizedTest(name = "host {0}")
	@CsvSource(delimiter = '|', textBlock = """
			another site          | Host: evil.example
			with our name before  | Host: board.example.org.evil.example
			with our name behind  | Host: evil.example/board.example.org
			with a user           | Host: board.example.org@evil.example
			empty                 | Host:
			none                  | -
			spaces                | Host: board.example.org evil.example
			forwarded             | X-Forwarded-Host: evil.example
			""")
	void aPageIsMadeForThisSiteOnly(String name, String header) throws IOException {
		String answer = send(("GET /login HTTP/1.1\r\n" + (header.equals("-") ? "" : header + "\r\n") + (header.startsWith("X-") ? "Host: localhost\r\n" : "") + "Connection: close\r\n\r\n")
			.getBytes(StandardCharsets.ISO_8859_1));
		assertThat(answer).doesNotContain("evil.example");
		assertThat(status(answer)).isEqualTo(header.startsWith("X-") ? 200 : 400);
	}

	@ParameterizedTest(name = "smuggling: {0}")
	@CsvSource(delimiter = '|', textBlock = """
			length and chunks        | Content-Length: 4~Transfer-Encoding: chunked
			two lengths              | Content-Length: 4~Content-Length: 5
			negative length          | Content-Length: -1
			length in words          | Content-Length: four
			length with a sign       | Content-Length: +4
			length beyond numbers    | Content-Length: 99999999999999999999
			unknown coding           | Transfer-Encoding: xchunked
			chunks twice             | Transfer-Encoding: chunked~Transfer-Encoding: identity
			space before the colon   | Content-Length : 4
			folded header            | X-A: b~ Content-Length: 4
			header without a name    | : x
			null in a header         | X-A: a\u0000b
			two hosts                | Host: localhost~Host: evil.example
			""")
	void anAmbiguousRequestIsRefusedAndNothingBehindItIsTakenForAnother(String name, String headers) throws IOException {
		String host = headers.startsWith("Host") ? "" : "Host: localhost\r\n";
		String request = "POST /login HTTP/1.1\r\n" + host + headers.replace("~", "\r\n") + "\r\n\r\n0\r\n\r\nGET /about/scoring HTTP/1.1\r\nHost: localhost\r\n\r\n";
		String answer = send(request.getBytes(StandardCharsets.ISO_8859_1));
		assertThat(status(answer)).isIn(0, 400, 403, 501);
		assertThat(answer).doesNotContain("200 OK");
		requireStillAnswering();
	}

	@ParameterizedTest(name = "too large: {0}")
	@CsvSource({ "address, 200000", "header, 200000", "headers, 5000", "cookies, 5000", "form, 50000000", "fields, 200000", "json, 50000000", "upload, 60000000" })
	void whatIsTooLargeIsRefusedAndNothingBreaks(String what, int size) throws IOException {
		String host = "Host: localhost\r\nConnection: close\r\n";
		String form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
		String request = switch (what) {
			case "address" -> "GET /?q=" + "a".repeat(size) + " HTTP/1.1\r\n" + host + "\r\n";
			case "header" -> "GET / HTTP/1.1\r\n" + host + "X-A: " + "a".repeat(size) + "\r\n\r\n";
			case "headers" -> "GET / HTTP/1.1\r\n" + host + "X-A: aaaaaaaaaaaaaaaaaaaa\r\n".repeat(size) + "\r\n";
			case "cookies" -> "GET / HTTP/1.1\r\n" + host + "Cookie: " + "aaaaaaaaaa=bbbbbbbbbb; ".repeat(size) + "\r\n\r\n";
			case "form" -> "POST /login HTTP/1.1\r\n" + host + form + (size + 5) + "\r\n\r\nname=" + "a".repeat(size);
			case "fields" -> "POST /login HTTP/1.1\r\n" + host + form + size * 4 + "\r\n\r\n" + "a=b&".repeat(size);
			case "json" -> "POST /api/v1/submissions HTTP/1.1\r\n" + host + "Content-Type: application/json\r\nContent-Length: " + size + "\r\n\r\n" + "[".repeat(size);
			default -> "POST /submit HTTP/1.1\r\n" + host + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + size + "\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
					+ "a".repeat(size);
		};
		assertThat(status(send(request.getBytes(StandardCharsets.ISO_8859_1)))).as("refused, or the connection closed").isIn(0, 302, 400, 401, 403, 413, 414, 431);
		requireStillAnswering();
	}

	@Test
	void whoSendsSlowlyHoldsNobodyUp() throws Exception {
		List<Socket> slow = new ArrayList<>();
		try {
			for (int count = 0; count < 100; count++) {
				Socket socket = open();
				String begun = count % 2 == 0 ? "GET / HTTP/1.1\r\nHost: loc" : "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nna";
				socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
				socket.getOutputStream().flush();
				slow.add(socket);
			}
			requireStillAnswering();
			for (Socket socket : slow) {
				assertThat(status(read(socket))).as("given up after the time limit").isIn(0, 400, 403, 408);
			}
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
		requireStillAnswering();
	}

	/** Each byte comes before the time limit of two seconds, so these go on; the next reader does not wait for the limit either. */
	@Test
	void whoSendsAByteNowAndThenHoldsNobodyUp() throws Exception {
		List<Socket> dripping = new ArrayList<>();
		try {
			for (int count = 0; count < 200; count++) {
				Socket socket = open();
				socket.getOutputStream().write(("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n")
					.getBytes(StandardCharsets.ISO_8859_1));
				dripping.add(socket);
			}
			for (int round = 0; round < 3; round++) {
				for (Socket socket : dripping) {
					socket.getOutputStream().write('a');
				}
				long asked = System.nanoTime();
				requireStillAnswering();
				assertThat(Duration.ofNanos(System.nanoTime() - asked)).as("the next reader's wait").isLessThan(Duration.ofSeconds(2));
				Thread.sleep(500);
			}
		}
		finally {
			for (Socket socket : dripping) {
				socket.close();
			}
		}
		requireStillAnswering();
	}

	@Test
	void aPlantedSessionIsNotTheOneOfWhoSignsIn() throws IOException {
		String planted = "MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw";
		String page = send(("GET /login HTTP/1.1\r\nHost: localhost\r\nCookie: SESSION=" + planted + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
		assertThat(page).contains("Set-Cookie: SESSION=").doesNotContain("SESSION=" + planted);
		assertThat(page).containsPattern("Set-Cookie: SESSION=[^;]+;[^\r]*HttpOnly[^\r]*SameSite=Lax");
		assertThat(send("GET /account;jsessionid=x?jsessionid=x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1))).startsWith("HTTP/1.1 400");
	}

	@Test
	void everyPageSaysWhatABrowserMayDoWithIt() throws IOException {
		String page = send("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
		assertThat(page).contains("Content-Security-Policy: default-src 'self'", "X-Frame-Options: DENY", "Referrer-Policy: same-origin", "Permissions-Policy: ", "X-Content-Type-Options: nosniff")
			.doesNotContain("Server: ", "X-Powered-By", "Strict-Transport-Security");
	}

}
