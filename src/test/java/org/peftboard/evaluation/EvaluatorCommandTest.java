package org.peftboard.evaluation;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluatorCommandTest {

	/** As a server without a worker has it: nothing is tried out for a sandbox, so the bare command shows. */
	private static final EvaluationSettings SETTINGS = TestSettings.of(settings -> settings.put("enabled", "false")
		.put("time-limit", "5m")
		.put("threads", "3"));

	@TempDir
	private Path folder;

	private ProcessBuilder process(String classPath) {
		return new EvaluatorCommand(SETTINGS, new Sandbox(SETTINGS, folder.toString()), classPath).process(folder.resolve("request.json"), folder.resolve("out"), folder);
	}

	@Test
	void runsTheSameJavaOnTheSameClassesWithASmallFixedHeap() {
		Sandbox sandbox = new Sandbox(SETTINGS, folder.toString());
		assertThat(process("a.jar:b.jar").command()).startsWith(ProcessHandle.current().info().command().orElseThrow(), "-Djava.io.tmpdir=" + folder,
				"-Dpeftboard.cache=" + sandbox.cache().resolve("peftboard"), "-Xms192m", "-Xmx192m",
				"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch")
			.containsSequence("-cp", Path.of("a.jar").toAbsolutePath() + ":" + Path.of("b.jar").toAbsolutePath(), "org.peftboard.evaluator.Main", "evaluate", "--request", folder.resolve("request.json").toString(),
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
