package org.peftboard.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.evaluator.contract.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An evaluator at work: its progress, its log and its end. */
final class EvaluatorProcess implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(EvaluatorProcess.class);

	private static final int LONGEST_LINE = 64 * 1024;

	private static final Duration LAST_WORDS = Duration.ofSeconds(5);

	private final Process process;

	private final LogTail tail = new LogTail();

	private final ProgressBuffer progress = new ProgressBuffer(System::nanoTime);

	private final Thread output;

	private final Thread errors;

	private EvaluatorProcess(Process process) {
		this.process = process;
		this.output = reader("output", process.getInputStream(), this::outputLine);
		this.errors = reader("log", process.getErrorStream(), tail::add);
	}

	static EvaluatorProcess start(ProcessBuilder builder) throws IOException {
		return new EvaluatorProcess(builder.start());
	}

	private Thread reader(String what, InputStream stream, Consumer<String> lines) {
		Thread thread = new Thread(() -> readLines(stream, lines), "evaluator-" + process.pid() + "-" + what);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	/** Whatever is not a line of progress was printed by a library, and belongs to the log. */
	private void outputLine(String line) {
		try {
			progress.add(Json.read("progress", line, Progress.class));
		}
		catch (Problem.Refused notProgress) {
			tail.add(line);
		}
	}

	/** Lines, the end of overlong ones left out: a process that never ends its line is not to fill the memory. */
	private static void readLines(InputStream stream, Consumer<String> lines) {
		StringBuilder line = new StringBuilder();
		try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
			char[] piece = new char[8192];
			for (int length = reader.read(piece); length >= 0; length = reader.read(piece)) {
				for (int index = 0; index < length; index++) {
					take(piece[index], line, lines);
				}
			}
		}
		catch (IOException closed) {
			log.debug("evaluator's stream ended early: {}", closed.toString());
		}
		if (!line.isEmpty()) {
			lines.accept(line.toString());
		}
	}

	private static void take(char character, StringBuilder line, Consumer<String> lines) {
		if (character == '\n') {
			lines.accept(line.toString());
			line.setLength(0);
		}
		else if (character != '\r' && line.length() < LONGEST_LINE) {
			line.append(character);
		}
	}

	ProcessHandle handle() {
		return process.toHandle();
	}

	/** Waits; true when the process ended and everything it said was read. */
	boolean awaitEnd(Duration atMost) throws InterruptedException {
		if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
			return false;
		}
		output.join(LAST_WORDS.toMillis());
		errors.join(LAST_WORDS.toMillis());
		return true;
	}

	int exitCode() {
		return process.exitValue();
	}

	/** Progress since the last call. */
	List<Progress> news() {
		return progress.drain();
	}

	String log() {
		return tail.text();
	}

	/** Ends it with all that it started, unless it ended by itself. */
	@Override
	public void close() {
		if (process.isAlive()) {
			ProcessTree.kill(process.toHandle());
		}
	}

}
