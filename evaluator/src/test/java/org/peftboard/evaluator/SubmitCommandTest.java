package org.peftboard.evaluator;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftboard.evaluator.adapter.AdapterFileTest;
import org.peftboard.evaluator.contract.ExitCode;

import static org.assertj.core.api.Assertions.assertThat;

class SubmitCommandTest {

	private static final String REQUEST = """
			{"version": 2, "baseModel": "mini-llama", "method": {"id": "lora", "settings": {"rank": 4}}, "tasks": ["mini-verdict", "mini-handover"],
			 "protocol": "mini-quick.1", "seeds": [], "device": "cpu"}""";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private final List<String> received = new ArrayList<>();

	@TempDir
	private Path folder;

	private HttpServer board;

	private int status = 201;

	private String answer = "{\"href\":\"/api/v1/submissions/7\"}";

	@BeforeEach
	void start() throws Exception {
		board = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		board.createContext("/api/v1/submissions", exchange -> {
			var headers = exchange.getRequestHeaders();
			received.add(exchange.getRequestURI() + " " + headers.getFirst("Authorization") + " " + headers.getFirst("Idempotency-Key") + " "
					+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			byte[] body = answer.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		board.start();
		Files.writeString(folder.resolve("token"), "peft_secret\n");
	}

	@AfterEach
	void stop() {
		board.stop(0);
	}

	private int submit(String server, String request, String... more) throws Exception {
		Path file = Files.writeString(folder.resolve("request.json"), request);
		List<String> arguments = new ArrayList<>(List.of("submit", "--server", server, "--token-file", folder.resolve("token").toString()));
		arguments.addAll(List.of(more));
		arguments.add(file.toString());
		return Main.run(new PrintStream(out, true), new PrintStream(err, true), arguments.toArray(String[]::new));
	}

	private String here() {
		return "http://localhost:" + board.getAddress().getPort();
	}

	@Test
	void sendsARequestAsTheSubmissionThatTheBoardTakes() throws Exception {
		assertThat(submit(here(), REQUEST, "--idempotency-key", "k1")).as(err.toString()).isZero();
		assertThat(received).hasSize(1);
		assertThat(received.get(0)).startsWith("/api/v1/submissions Bearer peft_secret k1 {\"suite\":\"mini-quick\",\"method\":{\"id\":\"lora\"").contains("\"seeds\":1");
		assertThat(out.toString()).contains("/api/v1/submissions/7");
	}

	@Test
	void checksHereBeforeAnythingTravels() throws Exception {
		assertThat(submit(here(), REQUEST.replace("4", "0"))).isEqualTo(64);
		assertThat(err.toString()).contains("rank: got 0, need");
		assertThat(received).isEmpty();
	}

	@Test
	void saysWhatTheBoardRefusedAsTheCheckHereWould() throws Exception {
		status = 422;
		answer = "{\"title\":\"Cannot be submitted\",\"problems\":[{\"field\":\"quota\",\"value\":\"1 more\",\"need\":\"at most 0 more today\"}]}";
		assertThat(submit(here(), REQUEST)).isEqualTo(64);
		assertThat(err.toString().strip()).isEqualTo("quota: got 1 more, need at most 0 more today");
	}

	@Test
	void sendsNoTokenInTheClear() throws Exception {
		assertThat(submit("http://board.example.org", REQUEST)).isEqualTo(64);
		assertThat(err.toString()).contains("--server: got http://board.example.org, need an https address");
	}

	@Test
	void refusesSeedsThatSomebodyPicked() throws Exception {
		assertThat(submit(here(), REQUEST.replace("\"seeds\": []", "\"seeds\": [0, 42]"))).isEqualTo(64);
		assertThat(err.toString()).contains("seeds: got [0, 42], need [0, 1]");
	}

	@Test
	void asksForTheForecastAlone() throws Exception {
		assertThat(submit(here(), REQUEST, "--check-only")).isZero();
		assertThat(received.get(0)).startsWith("/api/v1/submissions/check Bearer peft_secret null");
	}

	@Test
	void sendsAnAdapterBesideWhatItsFolderSays() throws Exception {
		Path adapter = AdapterFileTest.folder(folder.resolve("adapter"), 0.25f);
		int code = Main.run(new PrintStream(out, true), new PrintStream(err, true), "submit", "--server", here(), "--token-file", folder.resolve("token").toString(),
				"--adapter", adapter.toString(), "--suite", "mini-quick");
		assertThat(code).as(err.toString()).isZero();
		assertThat(received.get(0)).contains("name=\"submission\"", "{\"suite\":\"mini-quick\",\"method\":{\"id\":\"lora\"", "\"rank\":2",
				"name=\"adapter\"; filename=",
				"base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight");
	}

	@Test
	void checksAnAdapterHereBeforeItTravels() throws Exception {
		Path adapter = AdapterFileTest.folder(folder.resolve("adapter"), Float.NaN);
		int code = Main.run(new PrintStream(out, true), new PrintStream(err, true), "submit", "--server", here(), "--token-file", folder.resolve("token").toString(),
				"--adapter", adapter.toString(), "--suite", "mini-quick");
		assertThat(code).isEqualTo(ExitCode.REFUSED.code());
		assertThat(err.toString()).contains("infinity or not a number");
		assertThat(received).isEmpty();
	}

	@Test
	void endsWithItsOwnCodeWhereNobodyAnswers() throws Exception {
		board.stop(0);
		assertThat(submit(here(), REQUEST)).isEqualTo(ExitCode.IO.code());
		assertThat(err.toString()).contains("got no answer");
	}

}
