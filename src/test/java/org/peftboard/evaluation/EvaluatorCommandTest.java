package org.peftboard.evaluation;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluatorCommandTest {

	private static final EvaluationSettings SETTINGS = new EvaluationSettings(true, Duration.ofMinutes(5), Duration.ofSeconds(20),
			"org.peftboard.evaluator.Main", 3);

	@TempDir
	private Path folder;

	private ProcessBuilder process(String classPath) {
		return new EvaluatorCommand(SETTINGS, classPath).process(folder.resolve("request.json"), folder.resolve("out"), folder);
	}

	@Test
	void runsTheSameJavaOnTheSameClassesWithASmallFixedHeap() {
		assertThat(process("a.jar:b.jar").command()).startsWith(ProcessHandle.current().info().command().orElseThrow(), "-Xms192m", "-Xmx192m",
				"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch")
			.containsSequence("-cp", "a.jar:b.jar", "org.peftboard.evaluator.Main", "evaluate", "--request", folder.resolve("request.json").toString(),
					"--out", folder.resolve("out").toString(), "--deadline-seconds", "300");
	}

	@Test
	void startsThroughTheLauncherInsideASpringBootJar() throws Exception {
		Path jar = folder.resolve("peftboard.jar");
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(file)) {
			entries.putNextEntry(new JarEntry("BOOT-INF/"));
		}
		assertThat(process(jar.toString()).command()).containsSequence("-cp", jar.toString(), "-Dloader.main=org.peftboard.evaluator.Main",
				"org.springframework.boot.loader.launch.PropertiesLauncher", "evaluate");
	}

	@Test
	void handsOnOnlyWhatTheEvaluatorNeedsOfTheEnvironment() {
		ProcessBuilder process = process("a.jar");
		assertThat(process.environment().keySet()).allMatch(name -> name.matches("PATH|HOME|LANG|LC_ALL|TMPDIR|TMP|TEMP|SystemRoot|DJL_CACHE_DIR"
				+ "|LD_LIBRARY_PATH|PYTORCH_.*|OMP_NUM_THREADS|OMP_WAIT_POLICY|MALLOC_ARENA_MAX"));
		assertThat(process.environment()).containsEntry("OMP_NUM_THREADS", "3").containsEntry("MALLOC_ARENA_MAX", "2").containsKey("PATH");
	}

}
