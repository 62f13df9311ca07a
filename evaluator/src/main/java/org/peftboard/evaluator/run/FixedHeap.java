package org.peftboard.evaluator.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes in which resident memory tells of the engine: a Java heap that grows, or shrinks, would be read as memory of a model (half of it, at 29 million parameters). The heap is small, fixed and
 * touched, and the optimising compiler, whose memory comes and goes, is left out.
 */
public final class FixedHeap {

	/** What such a process is started with. C1 alone: the optimising compiler's own memory would be read as training memory, and the work is done in the engine. */
	public static final List<String> FLAGS = List.of("-Xms192m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1", "-XX:+IgnoreUnrecognizedVMOptions",
			"--enable-native-access=ALL-UNNAMED");

	/** what classes within a jar of jars are started by; it reads {@link #LOADER_MAIN} */
	private static final String JAR_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private static final String LOADER_MAIN = "loader.main";

	private static final String MAIN = "org.peftboard.evaluator.Main";

	private FixedHeap() {
	}

	/** Whether this process was started with a heap of a fixed size. */
	public static boolean isHere() {
		List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
		return flags.stream().anyMatch(flag -> flag.startsWith("-Xms")) && flags.stream().anyMatch(flag -> flag.startsWith("-Xmx"));
	}

	/** The command line of an evaluator in a process of its own: the same JVM with the same flags and classes, and a fixed heap. */
	public static List<String> command(List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
		command.addAll(isHere() ? List.of() : FLAGS);
		command.addAll(List.of("-cp", System.getProperty("java.class.path")));
		if (insideJarOfJars() && System.getProperty(LOADER_MAIN) == null) {
			command.add("-D" + LOADER_MAIN + "=" + MAIN);
		}
		command.add(insideJarOfJars() ? JAR_LAUNCHER : MAIN);
		command.addAll(arguments);
		return command;
	}

	/** Whether the class path alone does not find these classes, as after {@code java -jar …-cli.jar}. */
	private static boolean insideJarOfJars() {
		return FixedHeap.class.getClassLoader() != ClassLoader.getSystemClassLoader();
	}

}
