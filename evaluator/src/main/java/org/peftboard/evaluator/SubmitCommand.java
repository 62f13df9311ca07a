package org.peftboard.evaluator;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Catalogue.SuiteCard;
import org.peftboard.evaluator.contract.ExitCode;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Request;
import org.peftboard.evaluator.contract.SubmissionDocument;
import org.peftboard.evaluator.run.CheckedRequest;
import org.peftboard.evaluator.run.Protocols;
import org.peftboard.evaluator.task.Suites;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Sends a request to a board, after the same check that the board makes. */
@Command(name = "submit", mixinStandardHelpOptions = true, description = {
		"Checks a request here, then submits it to a board; prints the board's answer.",
		"With --adapter a trained adapter is tested in place of a training run; its row says so, and has no rank.",
		"Exit codes: 0 submitted or there already, 2 wrong command line, 64 refused here or by the board, 74 no answer." })
final class SubmitCommand implements Callable<Integer> {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int FIRST_ERROR = 400;

	private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

	@Option(names = "--server", required = true, description = "address of the board, such as https://board.example.org")
	private URI server;

	@Option(names = "--token-file", required = true, description = "file with a token of your account, scope submit")
	private Path tokenFile;

	@Option(names = "--check-only", description = "ask the board for its forecast, and submit nothing")
	private boolean checkOnly;

	@Option(names = "--idempotency-key", description = "to send the same again without submitting it again; a new one by default")
	private @Nullable String key;

	@Option(names = "--title", description = "name of the row; made from the settings by default")
	private @Nullable String title;

	@Option(names = "--adapter", description = "folder with adapter_model.safetensors and adapter_config.json (or method.json)")
	private @Nullable Path adapter;

	@Option(names = "--suite", description = "suite to test the adapter on, where there is no request.json")
	private @Nullable String suite;

	@Option(names = "--hardware-class", description = "class of hardware whose board it is for, such as cpu; the board's first by default")
	private @Nullable String hardwareClass;

	@Parameters(arity = "0..1", paramLabel = "request.json",
			description = "a request as 'evaluate' and 'check' take it, or a submission with 'suite' and 'method'")
	private @Nullable Path request;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws InterruptedException {
		SubmissionDocument document = document();
		HttpResponse<String> answer;
		try {
			answer = send(adapter == null ? Body.json(document) : Body.multipart(document, adapter.resolve(CheckedRequest.ADAPTER_FILE)));
		}
		catch (IOException exception) {
			spec.commandLine().getErr().println("server: got no answer from " + server + " (" + exception.getMessage() + "), need a board that runs; try again");
			return ExitCode.IO.code();
		}
		if (answer.statusCode() >= FIRST_ERROR) {
			complaints(answer).forEach(spec.commandLine().getErr()::println);
			return ExitCode.REFUSED.code();
		}
		spec.commandLine().getOut().println(answer.body());
		return ExitCode.FINISHED.code();
	}

	private SubmissionDocument document() {
		if (request == null) {
			return ofAdapter();
		}
		String text;
		try {
			text = Files.readString(request);
		}
		catch (IOException exception) {
			throw new Problem.Refused("request", request.toString(), "a file that can be read");
		}
		JsonNode tree = Json.tree(request.toString(), text);
		SubmissionDocument document = tree.has("suite") ? Json.read(request.toString(), text, SubmissionDocument.class)
				: of(CheckedRequest.of(Json.read(request.toString(), text, Request.class), null, adapter).request());
		return titled(document);
	}

	/** What the command line says goes before what the file says. */
	private SubmissionDocument titled(SubmissionDocument document) {
		return new SubmissionDocument(document.suite(), document.method(), title == null ? document.title() : title, document.seeds(), document.anonymous(),
				document.embargoUntil(), document.search(), hardwareClass == null ? document.hardwareClass() : hardwareClass);
	}

	/** What an adapter's folder says of itself, checked against its weights. */
	private SubmissionDocument ofAdapter() {
		if (adapter == null || suite == null) {
			throw new Problem.Refused("request.json", "nothing", "a file; or --adapter with --suite, and the folder says the rest");
		}
		SuiteCard card = Suites.REGISTRY.get(suite);
		return titled(new SubmissionDocument(card.id(), CheckedRequest.ofAdapter(card, adapter).request().method(), null, null, null, null, null, null));
	}

	/** The suite that a request belongs to; a board ranks by nothing else. */
	private static SubmissionDocument of(Request request) {
		SuiteCard suite = Suites.REGISTRY.all()
			.stream()
			.filter(card -> card.baseModel().equals(request.baseModel()) && card.tasks().equals(request.tasks()) && card.protocol().equals(request.protocol()))
			.findFirst()
			.orElseThrow(() -> new Problem.Refused("request", request.baseModel() + ", " + request.tasks() + ", " + request.protocol(),
					"base model, tasks and protocol of one of the suites " + Suites.REGISTRY.ids()));
		return new SubmissionDocument(suite.id(), request.method(), null, request.adapter() == null ? seeds(request) : null, null, null, null, null);
	}

	/** How many; which they are is the board's to say. */
	private static int seeds(Request request) {
		List<Long> wanted = new ArrayList<>(Protocols.REGISTRY.get(request.protocol()).seeds());
		for (long next = 0; wanted.size() < request.seeds().size(); next++) {
			if (!wanted.contains(next)) {
				wanted.add(next);
			}
		}
		if (!wanted.equals(request.seeds())) {
			throw new Problem.Refused("seeds", request.seeds().toString(), wanted + ": the protocol's own, then the least others; nobody picks them");
		}
		return wanted.size();
	}

	/** What is sent, and what it is called. */
	private record Body(String type, HttpRequest.BodyPublisher publisher) {

		static Body json(SubmissionDocument document) {
			return new Body("application/json", HttpRequest.BodyPublishers.ofString(Json.line(document)));
		}

		/** RFC 7578; the boundary is random, so that no file has it. */
		static Body multipart(SubmissionDocument document, Path weights) {
			String boundary = "peftboard-" + UUID.randomUUID();
			String head = part(boundary, "submission", "", "application/json") + Json.line(document) + "\r\n"
					+ part(boundary, "adapter", "; filename=\"" + CheckedRequest.ADAPTER_FILE + "\"", "application/octet-stream");
			try {
				return new Body("multipart/form-data; boundary=" + boundary, HttpRequest.BodyPublishers.concat(HttpRequest.BodyPublishers.ofString(head),
						HttpRequest.BodyPublishers.ofFile(weights), HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")));
			}
			catch (FileNotFoundException exception) {
				throw new Problem.Refused("--adapter", weights.toString(), "a file that can be read");
			}
		}

		private static String part(String boundary, String name, String more, String type) {
			return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\nContent-Type: " + type + "\r\n\r\n";
		}

	}

	private HttpResponse<String> send(Body body) throws IOException, InterruptedException {
		String path = checkOnly ? "/api/v1/submissions/check" : "/api/v1/submissions";
		HttpRequest.Builder post = HttpRequest.newBuilder(requireSafe().resolve(path))
			.timeout(PATIENCE)
			.header("Authorization", "Bearer " + token())
			.header("Content-Type", body.type())
			.header("Accept", "application/json")
			.POST(body.publisher());
		if (!checkOnly) {
			post.header("Idempotency-Key", key == null ? UUID.randomUUID().toString() : key);
		}
		return HttpClient.newBuilder().connectTimeout(PATIENCE).build().send(post.build(), HttpResponse.BodyHandlers.ofString());
	}

	/** A token does not travel in the clear. */
	private URI requireSafe() {
		boolean local = server.getHost() != null && THIS_MACHINE.contains(server.getHost());
		if (!"https".equals(server.getScheme()) && !("http".equals(server.getScheme()) && local)) {
			throw new Problem.Refused("--server", server.toString(), "an https address; http only on this machine, because the token would travel in the clear");
		}
		return server;
	}

	private String token() {
		try {
			String token = Files.readString(tokenFile, StandardCharsets.US_ASCII).strip();
			if (token.isEmpty() || token.chars().anyMatch(character -> character <= ' ')) {
				throw new Problem.Refused("--token-file", tokenFile.toString(), "a file with the token and nothing else");
			}
			return token;
		}
		catch (IOException exception) {
			throw new Problem.Refused("--token-file", tokenFile.toString(), "a file that can be read");
		}
	}

	/** {@code rank: got 0, need 1 to 512}, as the check here says it. */
	private static List<String> complaints(HttpResponse<String> answer) {
		try {
			JsonNode problem = Json.tree("answer", answer.body());
			List<String> sentences = new ArrayList<>();
			problem.path("problems")
				.forEach(one -> sentences.add(new Problem(one.path("field").asString(""), one.path("value").asString(""), one.path("need").asString("")).sentence()));
			return sentences.isEmpty() ? List.of(answer.statusCode() + " " + problem.path("title").asString("") + ": " + problem.path("detail").asString("")) : sentences;
		}
		catch (Problem.Refused notJson) {
			return List.of("server: got status " + answer.statusCode() + ", need a PEFTBoard at " + answer.uri());
		}
	}

}
