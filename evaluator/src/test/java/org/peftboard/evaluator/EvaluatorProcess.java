package org.peftboard.evaluator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The evaluator as a person starts it, in a process of its own: the runnable jar, or, where the build has not made it yet, the test's class path. */
final class EvaluatorProcess {

	/** The runnable jar, whose classes are found in another way than those of a class path. */
	static final @Nullable String JAR = System.getProperty("peftboard.cli-jar");

	private final Process process;

	private final Path output;

	private EvaluatorProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	static EvaluatorProcess start(Path folder, String... arguments) throws IOException {
		return start(folder, List.of(), arguments);
	}

	/** @param wrapper command in front of the JVM's, to set limits */
	static EvaluatorProcess start(Path folder, List<String> wrapper, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(wrapper);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m", "-XX:+UseSerialGC",
				"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"));
		command.addAll(JAR == null ? List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()) : List.of("-jar", JAR));
		command.addAll(List.of(arguments));
		Path output = Files.createTempFile(folder, "evaluator", ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		builder.environment().put("OMP_WAIT_POLICY", "passive");
		return new EvaluatorProcess(builder.start(), output);
	}

	int exitCode() throws InterruptedException {
		if (!process.waitFor(5, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IllegalStateException("still running after 5 minutes");
		}
		return process.exitValue();
	}

	/** SIGTERM, as Ctrl-C's neighbour */
	void terminate() {
		process.destroy();
	}

	void awaitText(String text) throws IOException, InterruptedException {
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
		while (!output().contains(text)) {
			if (!process.isAlive() || System.nanoTime() > end) {
				throw new IllegalStateException("'" + text + "' never came:\n" + output());
			}
			Thread.sleep(50);
		}
	}

	String output() throws IOException {
		return Files.readString(output);
	}

}
