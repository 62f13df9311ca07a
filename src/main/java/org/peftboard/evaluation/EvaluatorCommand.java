package org.peftboard.evaluation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.run.FixedHeap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The command line and environment of an evaluator process: the same JVM and the same classes as this process, a small fixed heap so that its peak memory is the
 * engine's and not the garbage collector's, and nothing of this process's environment that is not needed: no database credentials above all.
 */
@Component
final class EvaluatorCommand {

	private static final List<String> JVM_FLAGS = List.of("-Dfile.encoding=UTF-8", "-XX:-UsePerfData");

	private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TMP", "TEMP", "SystemRoot", "DJL_CACHE_DIR",
			"LD_LIBRARY_PATH", "PEFTBOARD_PRODUCTS");

	private static final String INHERITED_PREFIX = "PYTORCH_";

	private static final String JAR_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private final EvaluationSettings settings;

	private final Sandbox sandbox;

	private final String classPath;

	@Autowired
	EvaluatorCommand(EvaluationSettings settings, Sandbox sandbox) {
		this(settings, sandbox, System.getProperty("java.class.path"));
	}

	EvaluatorCommand(EvaluationSettings settings, Sandbox sandbox, String classPath) {
		this.settings = settings;
		this.sandbox = sandbox;
		this.classPath = absolute(classPath);
	}

	/** The evaluator works in a folder of its own. */
	private static String absolute(String classPath) {
		return Arrays.stream(classPath.split(File.pathSeparator)).map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
	}

	/** A builder of the process that evaluates {@code request}, with its files under {@code out}. */
	ProcessBuilder process(Path request, Path out, Path scratch) {
		return process(request, out, scratch, null);
	}

	/**
	 * The same for an adapter that is tested in place of training.
	 *
	 * @param adapter its folder; absent where the method is trained
	 */
	ProcessBuilder process(Path request, Path out, Path scratch, @Nullable Path adapter) {
		List<String> arguments = new ArrayList<>(arguments(request, out));
		if (adapter != null) {
			arguments.addAll(List.of("--adapter", adapter.toString()));
		}
		// the only places that it can write to
		arguments.addAll(1, List.of("-Djava.io.tmpdir=" + scratch, "-Dpeftboard.cache=" + sandbox.cache().resolve("peftboard")));
		ProcessBuilder builder = new ProcessBuilder(sandbox.around(scratch, arguments));
		builder.directory(scratch.toFile());
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf(name -> !INHERITED.contains(name) && !name.startsWith(INHERITED_PREFIX));
		environment.put("OMP_NUM_THREADS", String.valueOf(settings.engineThreads()));
		// threads that wait by spinning take the processor from other processes and from each other: up to tenfold slower here
		environment.put("OMP_WAIT_POLICY", "passive");
		// more arenas than this make the resident peak depend on thread timing
		environment.put("MALLOC_ARENA_MAX", "2");
		return builder;
	}

	private List<String> arguments(Path request, Path out) {
		List<String> arguments = new ArrayList<>(List.of(java()));
		arguments.addAll(FixedHeap.FLAGS);
		arguments.addAll(JVM_FLAGS);
		arguments.addAll(List.of("-cp", classPath));
		if (insideBootJar(classPath)) {
			arguments.addAll(List.of("-Dloader.main=" + settings.mainClass(), JAR_LAUNCHER));
		}
		else {
			arguments.add(settings.mainClass());
		}
		arguments.addAll(List.of("evaluate", "--request", request.toString(), "--out", out.toString(), "--deadline-seconds",
				String.valueOf(deadline().toSeconds())));
		return arguments;
	}

	/** The evaluator ends itself at this time, and is killed {@link #grace} later. */
	Duration deadline() {
		return settings.timeLimit();
	}

	Duration grace() {
		return settings.grace();
	}

	private static String java() {
		return ProcessHandle.current().info().command().orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
	}

	/** Whether this process runs from one jar that holds its libraries as jars, which only Spring Boot's launcher can read. */
	private static boolean insideBootJar(String classPath) {
		if (classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
			return false;
		}
		try (JarFile jar = new JarFile(classPath)) {
			return jar.getEntry("BOOT-INF/") != null;
		}
		catch (IOException exception) {
			return false;
		}
	}

}
