package org.peftboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the tests of the scripts, {@code frontend/test}, with Node's own runner. */
class JavaScriptTest {

	private static final int OLDEST_NODE = 20;

	@Test
	void scriptsPassTheirTests() throws Exception {
		int version = nodeVersion().orElse(0);
		if (version < OLDEST_NODE) {
			String reason = "Skipped frontend/test: " + (version == 0 ? "no 'node' on the PATH" : "node " + version) + ", need node "
					+ OLDEST_NODE + " or newer.";
			System.out.println(reason);
			Assumptions.abort(reason);
		}
		Output output = run(command());
		assertThat(output.exitCode()).as(output.text()).isZero();
		assertThat(output.text()).contains("# fail 0").doesNotContain("# pass 0");
	}

	private static Optional<Integer> nodeVersion() throws Exception {
		try {
			String version = run(List.of("node", "--version")).text().strip();
			return Optional.of(Integer.valueOf(version.substring(1, version.indexOf('.'))));
		}
		catch (IOException exception) {
			return Optional.empty();
		}
	}

	private static List<String> command() throws IOException {
		Path folder = Stream.of("frontend/test", "../frontend/test").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
		List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
		try (Stream<Path> files = Files.list(folder)) {
			files.map(Path::toString).filter(name -> name.endsWith(".test.js")).sorted().forEach(command::add);
		}
		return command;
	}

	private record Output(int exitCode, String text) {
	}

	private static Output run(List<String> command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return new Output(process.exitValue(), text);
	}

}
