package org.peftboard.evaluation;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.peftboard.PeftBoardApplication;
import org.springframework.boot.SpringApplication;

/** The whole application as a process of its own, with the stand-in for the evaluator, to be killed. */
public final class ServerProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final Process process;

	private final Path log;

	public final int port;

	private ServerProcess(Process process, Path log, int port) {
		this.process = process;
		this.log = log;
		this.port = port;
	}

	/** What runs in that process. */
	public static void main(String[] arguments) {
		new SpringApplication(PeftBoardApplication.class, StandInCatalogue.class).run(arguments);
	}

	/** Starts one and waits until it answers. */
	public static ServerProcess start(Path data, String... options) throws IOException, InterruptedException {
		int port = freePort();
		ServerProcess server = launch(data, port, options);
		Instant end = Instant.now().plus(PATIENCE);
		while (!server.answers()) {
			if (!server.process.isAlive() || Instant.now().isAfter(end)) {
				throw new AssertionError("the server does not answer:\n" + server.log());
			}
			Thread.sleep(200);
		}
		return server;
	}

	/** Starts one that is not expected to come up. */
	static ServerProcess launch(Path data, int port, String... options) throws IOException {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), ServerProcess.class.getName(), "--server.port=" + port, "--peftboard.data-folder=" + data,
				"--peftboard.evaluation.main-class=" + StandInEvaluator.class.getName(), "--peftboard.evaluation.exclusive=false", "--peftboard.warm-up=0s"));
		command.addAll(List.of(options));
		Files.createDirectories(data);
		Path log = Files.createTempFile(data, "server", ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().keySet().removeIf(name -> name.startsWith("PEFTBOARD"));
		return new ServerProcess(builder.start(), log, port);
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private boolean answers() {
		try {
			return get("/actuator/health/readiness").statusCode() == 200;
		}
		catch (IOException notYet) {
			return false;
		}
	}

	HttpResponse<String> get(String path) throws IOException {
		return get(path, "*/*");
	}

	/** @param accepted media types that the answer may have */
	HttpResponse<String> get(String path, String accepted) throws IOException {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept", accepted).timeout(Duration.ofSeconds(20)).build();
			return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException exception) {
			throw new IllegalStateException(exception);
		}
	}

	/** The evaluator that it started, if it runs one. */
	List<ProcessHandle> evaluators() {
		return process.descendants().filter(ProcessHandle::isAlive).filter(one -> one.info().command().orElse("").endsWith("java")).toList();
	}

	boolean alive() {
		return process.isAlive();
	}

	/** {@code kill -9} of this process alone, as when the machine takes it. */
	void kill() throws InterruptedException {
		process.destroyForcibly();
		process.waitFor();
	}

	/** Asks it to stop, as Ctrl-C does. */
	void stop() throws InterruptedException {
		process.destroy();
		awaitExit();
	}

	int awaitExit() throws InterruptedException {
		if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new AssertionError("the server does not end");
		}
		return process.exitValue();
	}

	String log() throws IOException {
		return Files.readString(log);
	}

	@Override
	public void close() throws InterruptedException {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		kill();
	}

}
